package io.phase3.agent.weave;

import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.expression.Source;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.OffsetMapping;
import net.bytebuddy.asm.Advice.OffsetMapping.Sort;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.implementation.bytecode.constant.NullConstant;

/** Ties the {@link Probe} to one site: its ids as constants, its values from receiver, arguments and result. */
final class ProbeAdvice {
    private static final OffsetMapping NOTHING = (type, method, assigner, arguments, sort) ->
            new OffsetMapping.Target.ForStackManipulation(NullConstant.INSTANCE);

    private ProbeAdvice() {}

    /** The advice for the site's method. */
    static Advice of(Site site) {
        Advice.WithCustomMapping mapping =
                Advice.withCustomMapping().bind(Probe.SiteId.class, site.id()).bind(Probe.GuardId.class, site.guard());
        List<Source> sources = site.sources();
        if (site.opensScope()) {
            int result = sources.indexOf(Source.RESULT);
            return mapping.bind(Probe.Frame.class, frame(sources))
                    .bind(Probe.ResultSlot.class, result < 0 ? FrameLayout.THROWN : FrameLayout.FIRST_VALUE + result)
                    .bind(Probe.Result.class, result < 0 ? NOTHING : read(Source.RESULT))
                    .to(Probe.WithScope.class);
        }
        if (sources.isEmpty()) {
            return mapping.to(Probe.WithoutValues.class);
        }
        if (sources.size() <= Probe.WithValues.MOST) {
            return mapping.bind(new ValueMapping(sources)).to(Probe.WithValues.class);
        }
        return mapping.bind(Probe.Frame.class, frame(sources)).to(Probe.WithFrame.class);
    }

    private static OffsetMapping read(Source source) {
        TypeDescription.Generic object = TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class);
        if (source.equals(Source.RECEIVER)) {
            return new OffsetMapping.ForThisReference(object, true, Assigner.Typing.STATIC, false);
        }
        if (source.equals(Source.RESULT)) {
            return new OffsetMapping.ForReturnValue(object, true, Assigner.Typing.STATIC);
        }
        return new OffsetMapping.ForArgument.Unresolved(object, true, Assigner.Typing.STATIC, source.index());
    }

    /** A frame whose first slots are left for what the bridge knows. */
    private static OffsetMapping frame(List<Source> sources) {
        return (type, method, assigner, arguments, sort) -> {
            List<StackManipulation> values = new ArrayList<>();
            for (int slot = 0; slot < FrameLayout.FIRST_VALUE; slot++) {
                values.add(NullConstant.INSTANCE);
            }
            for (Source source : sources) {
                boolean isMissing = source.equals(Source.RESULT) && sort == Sort.ENTER;
                values.add(
                        isMissing
                                ? NullConstant.INSTANCE
                                : read(source)
                                        .resolve(type, method, assigner, arguments, sort)
                                        .resolveRead());
            }
            return new OffsetMapping.Target.ForArray.ReadOnly(
                    TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class), values);
        };
    }

    /** Finds the value of each {@link Probe.Value}. */
    private static final class ValueMapping implements OffsetMapping.Factory<Probe.Value> {
        private final List<Source> sources;

        ValueMapping(List<Source> sources) {
            this.sources = sources;
        }

        @Override
        public Class<Probe.Value> getAnnotationType() {
            return Probe.Value.class;
        }

        @Override
        public OffsetMapping make(
                ParameterDescription.InDefinedShape target,
                AnnotationDescription.Loadable<Probe.Value> annotation,
                AdviceType adviceType) {
            int number = annotation.load().value();
            return number <= sources.size() ? read(sources.get(number - 1)) : NOTHING;
        }
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.expression.Source;
import io.phase3.agent.type.AsyncType;
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
    private static final TypeDescription.Generic OBJECT =
            TypeDescription.Generic.OfNonGenericType.ForLoadedType.of(Object.class);

    private static final OffsetMapping NOTHING = (type, method, assigner, arguments, sort) ->
            new OffsetMapping.Target.ForStackManipulation(NullConstant.INSTANCE);

    private ProbeAdvice() {}

    /** The advice for the site's method. */
    static Advice of(Site site) {
        List<Source> sources = site.sources();
        int result = sources.indexOf(Source.RESULT);
        Advice.WithCustomMapping mapping = Advice.withCustomMapping()
                .bind(Probe.SiteId.class, site.id())
                .bind(Probe.GuardId.class, site.guard())
                .bind(Probe.Frame.class, frame(sources))
                .bind(Probe.ResultSlot.class, result < 0 ? FrameLayout.THROWN : FrameLayout.FIRST_VALUE + result)
                .bind(Probe.Result.class, result < 0 ? NOTHING : read(Source.RESULT))
                .bind(Probe.Replaced.class, replaced(site))
                .bind(new ValueMapping(sources));
        if (site.atEntry()) {
            return mapping.to(Probe.AtEntry.class);
        }
        return site.handler().isPresent() ? mapping.to(Probe.WithHandler.class) : mapping.to(enter(site), exit(site));
    }

    /** A handler, or else the continuation, which is the last argument. */
    private static OffsetMapping replaced(Site site) {
        return (type, method, assigner, arguments, sort) -> new OffsetMapping.ForArgument.Unresolved(
                        OBJECT,
                        false,
                        Assigner.Typing.DYNAMIC,
                        site.handler().orElse(method.getParameters().size() - 1))
                .resolve(type, method, assigner, arguments, sort);
    }

    private static Class<?> enter(Site site) {
        if (site.async() == AsyncType.SUSPEND) {
            return site.opensScope() ? Probe.SuspendingWithScope.class : Probe.Suspending.class;
        }
        return site.opensScope() ? Probe.WithScope.class : Probe.WithoutValues.class;
    }

    private static Class<?> exit(Site site) {
        if (site.async().isReplaced()) {
            return site.opensScope() ? Probe.WithScopeAndReplacement.class : Probe.WithReplacement.class;
        }
        if (site.opensScope()) {
            return Probe.WithScope.class;
        }
        int values = site.sources().size();
        return values == 0
                ? Probe.WithoutValues.class
                : values <= Probe.WithValues.MOST ? Probe.WithValues.class : Probe.WithFrame.class;
    }

    private static OffsetMapping read(Source source) {
        if (source.equals(Source.RECEIVER)) {
            return new OffsetMapping.ForThisReference(OBJECT, true, Assigner.Typing.STATIC, false);
        }
        if (source.equals(Source.RESULT)) {
            return new OffsetMapping.ForReturnValue(OBJECT, true, Assigner.Typing.STATIC);
        }
        return new OffsetMapping.ForArgument.Unresolved(OBJECT, true, Assigner.Typing.STATIC, source.index());
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
            return new OffsetMapping.Target.ForArray.ReadOnly(OBJECT, values);
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

package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.FailureListener;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.expression.Source;
import io.phase3.agent.metrics.Metrics;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjLongConsumer;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatchers;

/** A method of {@link Desk} under one rule, with the recorder that its probe would call, and what became of its calls. */
final class WovenMethod {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Metrics metrics;
    private final BoundRule bound;
    private final Recorders recorders;
    private final ObjLongConsumer<Object[]> recorder;
    private final ReportedEvents events = new ReportedEvents();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private WovenMethod(String method, Rule rule, Metrics metrics) {
        this.metrics = metrics;
        MethodDescription.InDefinedShape description = TypeDescription.ForLoadedType.of(Desk.class)
                .getDeclaredMethods()
                .filter(ElementMatchers.named(method))
                .getOnly();
        bound = BoundRule.bind(rule, description, new ExpressionCompiler(type -> {}, new FailureListener() {
            @Override
            public void failed(Expression expression, Throwable failure) {
                failures.add(failure);
            }

            @Override
            public void switchedOff(Expression expression, Throwable lastFailure) {
                failures.add(lastFailure);
            }
        }));
        recorders = new Recorders(
                metrics,
                events,
                WovenMethod::defaultFeature,
                new BridgedCalls(),
                new TokenCosts(new PriceList(), Clock.fixed(NOW, ZoneOffset.UTC), metrics.llm()),
                failures::add);
        recorder = recorders.recorderOf(bound, 0);
    }

    /** As in reference.conf, some kinds have one and some have none. */
    private static String defaultFeature(Kind kind) {
        return kind == Kind.TIMED ? "unattributed" : kind.name().toLowerCase(Locale.ROOT) + "_default";
    }

    static Rule.Builder rule(Kind kind) {
        return Rule.named("test", "phase3.conf: 1").kind(kind);
    }

    static WovenMethod of(String method, Rule.Builder rule) {
        return of(method, rule, new Metrics(100));
    }

    static WovenMethod of(String method, Rule.Builder rule, Metrics metrics) {
        return new WovenMethod(method, rule.build(), metrics);
    }

    /** The method returned. */
    void returned(long nanos, Object result, Object... arguments) {
        end(nanos, result, null, arguments);
    }

    /** The method threw; like the probe, leaves in the result's slot whatever was there. */
    void threw(long nanos, Throwable thrown, Object... arguments) {
        end(nanos, new Desk.Answer(-1, true), thrown, arguments);
    }

    /** The method returned inside calls that say so. */
    void returnedInside(Enclosing enclosing, long nanos, Object result, Object... arguments) {
        recorders.recorderOf(bound, enclosing).accept(frame(result, arguments), nanos);
    }

    /** The method streamed the elements, and then ended. */
    void streamed(long nanos, Throwable thrown, Object argument, Object... elements) {
        StreamedCall call = recorders.recorderOf(bound, Enclosing.NONE).streamed();
        for (Object element : elements) {
            call.element(frame(element, argument));
        }
        Object[] last = frame(null, argument);
        last[FrameLayout.THROWN] = thrown;
        call.ended(last, nanos);
    }

    private void end(long nanos, Object result, Throwable thrown, Object... arguments) {
        Object[] frame = frame(result, arguments);
        frame[FrameLayout.THROWN] = thrown;
        recorder.accept(frame, nanos);
        // The bridge does the same: frames are reused, and keep nothing of the application alive.
        Arrays.fill(frame, null);
    }

    private Object[] frame(Object result, Object... arguments) {
        Object[] frame = new Object[FrameLayout.FIRST_VALUE + bound.sources().size()];
        frame[FrameLayout.THREAD] = 0;
        for (int slot = FrameLayout.FIRST_VALUE; slot < frame.length; slot++) {
            Source source = bound.sources().get(slot - FrameLayout.FIRST_VALUE);
            frame[slot] = source.equals(Source.RESULT) ? result : arguments[source.index()];
        }
        return frame;
    }

    /** What the calls meant for leads and money. */
    List<String> events() {
        return events.lines();
    }

    /** What went wrong inside the recorder, or in an expression. */
    List<Throwable> failures() {
        return failures;
    }

    /** The value of the series with these labels, or null if there is none: {@code feature=leads}. */
    Double value(String series, String... labels) {
        String[] names = Arrays.stream(labels)
                .map(label -> label.substring(0, label.indexOf('=')))
                .toArray(String[]::new);
        String[] values = Arrays.stream(labels)
                .map(label -> label.substring(label.indexOf('=') + 1))
                .toArray(String[]::new);
        return metrics.registry().getSampleValue(series, names, values);
    }
}

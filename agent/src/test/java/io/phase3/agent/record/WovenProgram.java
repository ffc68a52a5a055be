package io.phase3.agent.record;

import io.phase3.agent.bridge.InstalledBridge;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.FailureListener;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.weave.Sites;
import io.phase3.agent.weave.WeaveListener;
import io.phase3.agent.weave.WeavingTransformer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ObjLongConsumer;

/** Classes that are woven and run in this JVM, with the real bridge and the real recorders, and what they reported. */
final class WovenProgram {
    private final Metrics metrics = new Metrics(100);
    private final ReportedEvents events = new ReportedEvents();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final WeavingTransformer transformer;

    WovenProgram(Rule... rules) {
        TokenCosts costs = new TokenCosts(new PriceList(), Clock.systemUTC(), metrics.llm());
        Recorders recorders =
                new Recorders(metrics, events, WovenProgram::defaultFeature, new BridgedCalls(), costs, failures::add);
        FacadeRecorders facade = new FacadeRecorders(metrics, events, failures::add);
        Sites.Recorders made = new Sites.Recorders() {
            @Override
            public ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard) {
                return recorders.recorderOf(bound, guard);
            }

            @Override
            public Optional<ObjLongConsumer<Object[]>> facadeRecorderOf(String signature) {
                return facade.recorderOf(signature);
            }
        };
        Sites sites = new Sites(made, InstalledBridge.get()::add, (rule, methods) -> {});
        transformer = new WeavingTransformer(List.of(rules), compiler(), sites, listener());
    }

    private static String defaultFeature(Kind kind) {
        return kind == Kind.WEBSOCKET ? "realtime" : "unattributed";
    }

    /** The class as it is loaded under the agent. */
    Class<?> load(Class<?> type) {
        try {
            return new Loader(type.getName()).loadClass(type.getName());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** What the calls meant for leads and money. */
    List<String> events() {
        return events.lines();
    }

    /** What calls cost, in dollars. */
    Double cost(String feature, String api) {
        return value("phase3_api_cost_dollars_total", "feature=" + feature, "api=" + api);
    }

    /** The value of the series with these labels, or null if there is none: {@code feature=leads}. */
    Double value(String series, String... labels) {
        String[] names =
                Arrays.stream(labels).map(label -> label.split("=", 2)[0]).toArray(String[]::new);
        String[] values =
                Arrays.stream(labels).map(label -> label.split("=", 2)[1]).toArray(String[]::new);
        return metrics.registry().getSampleValue(series, names, values);
    }

    /** How many timed calls of the type ended so. */
    double operations(String type, String outcome) {
        Double count = metrics.registry()
                .getSampleValue(
                        "phase3_operation_duration_seconds_count",
                        new String[] {"feature", "operation", "outcome"},
                        new String[] {"unattributed", type, outcome});
        return count == null ? 0 : count;
    }

    /** What went wrong while weaving, recording or evaluating. */
    List<Throwable> failures() {
        return failures;
    }

    private ExpressionCompiler compiler() {
        return new ExpressionCompiler(type -> {}, new FailureListener() {
            @Override
            public void failed(Expression expression, Throwable failure) {
                failures.add(failure);
            }

            @Override
            public void switchedOff(Expression expression, Throwable lastFailure) {
                failures.add(lastFailure);
            }
        });
    }

    private WeaveListener listener() {
        return new WeaveListener() {
            @Override
            public void ruleDoesNotFit(Rule rule, String className, String method, Exception reason) {
                failures.add(reason);
            }

            @Override
            public void ruleFindsNothing(Rule rule, String className, Collection<String> signatures) {
                failures.add(new IllegalStateException(rule + " finds nothing in " + className));
            }

            @Override
            public void wrongAnnotation(String method, Exception reason) {
                failures.add(reason);
            }

            @Override
            public void classFailed(String className, Throwable failure) {
                failures.add(failure);
            }
        };
    }

    /** Defines one class itself, woven, and leaves all others to the test's loader. */
    private final class Loader extends ClassLoader {
        private final String own;

        Loader(String own) {
            super(WovenProgram.class.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(own)) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            String internalName = name.replace('.', '/');
            try (InputStream in = getResourceAsStream(internalName + ".class")) {
                byte[] plain = in.readAllBytes();
                byte[] woven = transformer.transform(this, internalName, null, null, plain);
                if (woven == null) {
                    throw new AssertionError(name + " was not woven: " + failures);
                }
                return defineClass(name, woven, 0, woven.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

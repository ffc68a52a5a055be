package io.phase3.agent.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.BusinessEvents;
import io.phase3.agent.bridge.InstalledBridge;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.config.Rule;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.record.FacadeRecorders;
import io.phase3.agent.record.OpenCalls;
import io.phase3.agent.record.Recorders;
import io.phase3.agent.record.TokenCosts;
import io.phase3.agent.weave.Sites;
import io.phase3.agent.weave.WeaveListener;
import io.phase3.agent.weave.WeavingTransformer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Type;

/** What the inspector says will be woven is what the transformer weaves, with the real recorders behind it. */
class AgreementTest {
    /** Matches and near misses of every sort, on the applications that the end-to-end tests measure. */
    private static final String RULES = """
            everything { methods = ["com.acme..*.*(..)"], exclude = ["com.acme.sales..*.*(..)"], type = "this.class" }
            of-leads { kind = conversion, methods = ["com.acme..*.*(com.acme..*, ..)"], id = "arg0.id", revenue = "arg0.price" }
            subtypes { kind = counter, metric = acme_a_total, methods = ["java.lang.Runnable+.run()"], labels { by = "this.class" } }
            closers { kind = vision, methods = ["java.lang.AutoCloseable+.close(..)", "com.acme..*.close*(..)"], lead = "arg0.leadId" }
            texts { kind = gauge, metric = acme_b, methods = ["com.acme..*.*(String, ..)"], value = "arg0.length" }
            returned { kind = histogram, metric = acme_c, methods = ["String com.acme..*.*(..)"], labels { r = "result" } }
            static { kind = coaching, methods = ["public static * com.acme..*.*(..)"], lead = "arg0" }
            estate { kind = churn, methods = ["io.phase3.agent.explain.Estate..*.*(..)"], lead = "arg0.leadId" }
            connected { kind = connect, methods = ["com.acme..*.open*(..)"], connection = "this" }
            absent { methods = ["com.acme.Absent.run()"] }
            """;

    @TempDir
    private static Path directory;

    private static ConfigLoader.Loaded config;
    private static ClassLoader application;
    private static final Map<String, byte[]> CLASSES = new TreeMap<>();

    /** What was woven: rule, class, method and descriptor. */
    private final Set<String> woven = new TreeSet<>();

    private final Set<String> changedClasses = new TreeSet<>();

    @BeforeAll
    static void readClasses() throws IOException {
        InstalledBridge.get();
        config = Inspection.load(directory, RULES);
        List<Path> roots = List.of(Path.of("target", "fixtures"), Path.of("target", "test-classes"));
        List<URL> urls = new ArrayList<>();
        for (Path root : roots) {
            urls.add(root.toUri().toURL());
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(it -> it.toString().endsWith(".class")).collect(Collectors.toList())) {
                    String path = root.relativize(file).toString();
                    String name =
                            path.substring(0, path.length() - ".class".length()).replace('/', '.');
                    CLASSES.put(name, Files.readAllBytes(file));
                }
            }
        }
        application = new URLClassLoader(urls.toArray(new URL[0]), AgreementTest.class.getClassLoader());
    }

    private void weave() {
        Metrics metrics = new Metrics(100);
        BusinessEvents events = silent(BusinessEvents.class);
        TokenCosts costs = new TokenCosts(
                (model, day, batch, tokens) -> type -> Optional.empty(), Clock.systemUTC(), metrics.llm());
        Recorders recorders = new Recorders(
                metrics, events, config.config()::defaultFeature, silent(OpenCalls.class), costs, failure -> {});
        FacadeRecorders facade = new FacadeRecorders(metrics, events, failure -> {});
        Sites sites = new Sites(
                new Sites.Recorders() {
                    @Override
                    public ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard) {
                        ObjLongConsumer<Object[]> recorder = recorders.recorderOf(bound, guard);
                        woven.add(bound.rule().name() + ' ' + people(bound.method()));
                        return recorder;
                    }

                    @Override
                    public Optional<ObjLongConsumer<Object[]>> facadeRecorderOf(String signature) {
                        return facade.recorderOf(signature);
                    }
                },
                recorder -> 0,
                (rule, methods) -> {});
        WeavingTransformer transformer =
                new WeavingTransformer(config.config().rules(), Inspection.silentCompiler(), sites, new Silent());
        CLASSES.forEach((name, classFile) -> {
            if (transformer.transform(application, name.replace('.', '/'), null, null, classFile) != null) {
                changedClasses.add(name);
            }
        });
    }

    private static <T> T silent(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            return null;
        }));
    }

    /** {@code com.acme.Leads.update(String)} of {@code com.acme.Leads.update(Ljava/lang/String;)V}. */
    private static String people(String method) {
        int open = method.indexOf('(');
        return Stream.of(Type.getArgumentTypes(method.substring(open)))
                .map(Type::getClassName)
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .collect(Collectors.joining(", ", method.substring(0, open) + '(', ")"));
    }

    private static Report inspect(int threads, List<String> order) throws Exception {
        Inspector inspector = new Inspector(config.config(), config.problems(), Inspection.silentCompiler());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> done = new ArrayList<>();
        order.forEach(name -> done.add(
                pool.submit(() -> inspector.inspect(application, name, CLASSES.get(name), Inspection.LOCATION))));
        for (Future<?> each : done) {
            each.get();
        }
        pool.shutdown();
        return inspector.report();
    }

    @Test
    void it_names_the_methods_that_are_woven_and_no_other() throws Exception {
        assertThat(config.problems()).isEmpty();
        weave();
        Set<String> named = new TreeSet<>();
        Set<String> classes = new TreeSet<>();
        for (RuleReport rule : inspect(1, new ArrayList<>(CLASSES.keySet())).rules()) {
            for (MethodReport method : rule.methods()) {
                if (method.woven()) {
                    named.add(rule.name() + ' ' + method.method());
                    classes.add(method.method().replaceFirst("\\.[^.]*\\(.*", ""));
                }
            }
        }
        assertThat(named).isEqualTo(woven).hasSizeGreaterThan(150);
        changedClasses.remove("io.phase3.annotations.Phase3Metrics");
        assertThat(classes).isEqualTo(changedClasses);
    }

    @Test
    void it_says_the_same_whatever_the_threads_do() throws Exception {
        List<String> order = new ArrayList<>(CLASSES.keySet());
        String one = ReportJson.write(inspect(1, order));
        Collections.reverse(order);
        assertThat(ReportJson.write(inspect(4, order))).isEqualTo(one);
    }

    private static final class Silent implements WeaveListener {
        @Override
        public void ruleDoesNotFit(Rule rule, String className, String method, Exception reason) {}

        @Override
        public void ruleFindsNothing(Rule rule, String className, Collection<String> signatures) {}

        @Override
        public void wrongAnnotation(String method, Exception reason) {}

        @Override
        public void classFailed(String className, Throwable failure) {
            throw new AssertionError(className, failure);
        }
    }
}

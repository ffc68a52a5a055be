package io.phase3.agent;

import io.phase3.agent.attribution.Attributor;
import io.phase3.agent.bridge.Bridge;
import io.phase3.agent.bridge.ModuleOpener;
import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.Rule;
import io.phase3.agent.control.Changes;
import io.phase3.agent.control.Configuration;
import io.phase3.agent.control.FileWatch;
import io.phase3.agent.control.Reload;
import io.phase3.agent.explain.Inspector;
import io.phase3.agent.explain.Report;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.metrics.SelfMetrics;
import io.phase3.agent.record.FacadeRecorders;
import io.phase3.agent.record.OpenCalls;
import io.phase3.agent.record.Recorders;
import io.phase3.agent.record.TokenCosts;
import io.phase3.agent.weave.Reweaving;
import io.phase3.agent.weave.Sites;
import io.phase3.agent.weave.WeavingTransformer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ObjLongConsumer;
import java.util.stream.Collectors;

/** Puts the agent together: the parts know each other only through here. */
final class Agent {
    /** A class is woven before its super types are loaded: for so long a class may be woven and not be there yet. */
    private static final Duration CLASSES_ARE_LOADED = Duration.ofSeconds(30);

    private final Instrumentation instrumentation;
    private final Configuration configuration;
    private final ExpressionCompiler compiler;
    private final AttributionReport report;
    private final Recorders recorders;
    private final Sites sites;
    private final WeavingTransformer transformer;
    private final Background background;
    private final FileWatch files;
    private final AtomicBoolean watching = new AtomicBoolean();
    private final Log log;

    private Agent(String version, Configuration configuration, Instrumentation instrumentation, Log log)
            throws ReflectiveOperationException, IOException {
        this.instrumentation = instrumentation;
        this.configuration = configuration;
        this.files = new FileWatch(configuration::lastRead);
        this.log = log;
        AgentConfig config = configuration.config();
        Metrics metrics = new Metrics(config.bounds().labelValues());
        metrics.self().info(version, System.getProperty("java.version"));
        Failures failures = new Failures(log, metrics.self());
        compiler = new ExpressionCompiler(new ModuleOpener(instrumentation), failures);
        Bridge bridge = Bridge.install(instrumentation, Agent.class.getClassLoader());
        report = new AttributionReport(metrics, failures, log);
        report.announce(config);
        Attributor attributor = Attributor.start(config, Clock.systemUTC(), report);
        recorders = new Recorders(
                metrics,
                attributor,
                kind -> configuration.config().defaultFeature(kind),
                openCalls(bridge),
                costs(metrics),
                failures::recorder);
        sites = new Sites(
                recorders(new FacadeRecorders(metrics, attributor, failures::recorder)),
                bridge::add,
                count(metrics.self()));
        declare(config);
        transformer = new WeavingTransformer(config.rules(), compiler, sites, failures);
        transformer.install(instrumentation);

        StatusPage statusPage = new StatusPage(version, sites, configuration::config, report, log);
        background = new Background(config, metrics, statusPage, sites, log);
        background.start();
        background.expectMethodsOf(names(config.rules()));
        background.atExit(attributor::close);
        watch();
    }

    /** Starts the agent in this JVM, which must have none. */
    static Agent start(String version, Configuration configuration, Instrumentation instrumentation, Log log)
            throws ReflectiveOperationException, IOException {
        return new Agent(version, configuration, instrumentation, log);
    }

    /** The rules and the settings that this agent goes by. */
    Configuration configuration() {
        return configuration;
    }

    /** Where metrics are served; empty if nowhere within the time. */
    Optional<String> metrics(Duration patience) throws InterruptedException {
        return background.address(patience);
    }

    /** Reads the configuration again, and weaves what has changed in it. */
    Reload reload(Optional<String> argument) {
        return configuration.reload(argument, this::adopt);
    }

    private int adopt(Changes changes, AgentConfig before) {
        AgentConfig config = configuration.config();
        List<Rule> newRules =
                changes.concerned().stream().filter(config.rules()::contains).collect(Collectors.toList());
        report.announce(config, newRules);
        Set<String> others =
                config.defaultFeatures().equals(before.defaultFeatures()) ? Collections.emptySet() : sites.rules();
        Reweaving reweaving = transformer.adopt(config.rules(), changes.concerned(), others, instrumentation);
        int classes = reweaving.look();
        background.after(CLASSES_ARE_LOADED, reweaving::look);
        Set<String> invalid = new HashSet<>(before.invalidRules());
        invalid.removeAll(config.invalidRules());
        invalid.removeAll(names(config.rules()));
        sites.forget(invalid);
        declare(config);
        background.expectMethodsOf(names(newRules));
        watch();
        return classes;
    }

    /** What every rule finds in the classes that are loaded now. */
    Report report() {
        Inspector inspector = new Inspector(configuration.config(), configuration.problems(), compiler);
        WeavingTransformer.forEachClass(
                instrumentation,
                (type, classFile) ->
                        inspector.inspect(type.getClassLoader(), type.getName(), classFile, location(type)));
        return inspector.report(sites::isWoven);
    }

    private static String location(Class<?> type) {
        ProtectionDomain domain = type.getProtectionDomain();
        CodeSource source = domain == null ? null : domain.getCodeSource();
        return source == null || source.getLocation() == null
                ? ""
                : source.getLocation().getPath();
    }

    /** Reads the configuration again whenever one of its files has changed, as long as it says so. */
    private void watch() {
        AgentConfig.Reload settings = configuration.config().reload();
        if (settings.onChange() && !configuration.lastRead().isEmpty() && watching.compareAndSet(false, true)) {
            background.after(settings.interval(), this::look);
        }
    }

    private void look() {
        try {
            if (files.look()) {
                reload(Optional.empty());
            }
        } catch (RuntimeException | LinkageError e) {
            log.accept("the configuration could not be read again: " + e);
        } finally {
            watching.set(false);
            watch();
        }
    }

    /** Most of the frameworks that the agent knows are not here: their rules show up once they find something. */
    private void declare(AgentConfig config) {
        config.rules().stream().filter(rule -> !rule.builtIn()).map(Rule::name).forEach(sites::declare);
        config.invalidRules().forEach(sites::declare);
    }

    private static Set<String> names(Collection<Rule> rules) {
        return rules.stream().map(Rule::name).collect(Collectors.toSet());
    }

    private TokenCosts costs(Metrics metrics) {
        TokenCosts.Prices prices = (model, day, batch, promptTokens) -> type -> configuration
                .config()
                .llmPrices()
                .of(model, day)
                .flatMap(price -> price.perMillion(type, batch, promptTokens));
        return new TokenCosts(prices, Clock.systemUTC(), metrics.llm());
    }

    private Sites.Recorders recorders(FacadeRecorders facade) {
        return new Sites.Recorders() {
            @Override
            public ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard) {
                return recorders.recorderOf(bound, guard);
            }

            @Override
            public void reused(Rule rule, int guard) {
                recorders.keep(rule, guard);
            }

            @Override
            public void outdated(Collection<String> rules) {
                recorders.outdate(rules);
            }

            @Override
            public Object basisOf(Rule rule) {
                return rule.feature().isPresent() ? "" : configuration.config().defaultFeatures();
            }

            @Override
            public Optional<ObjLongConsumer<Object[]>> facadeRecorderOf(String signature) {
                return facade.recorderOf(signature);
            }
        };
    }

    private static Sites.RuleCount count(SelfMetrics metrics) {
        return new Sites.RuleCount() {
            @Override
            public void set(String rule, int methods) {
                metrics.ruleMethods(rule, methods);
            }

            @Override
            public void remove(String rule) {
                metrics.forgetRule(rule);
            }
        };
    }

    private static OpenCalls openCalls(Bridge bridge) {
        return new OpenCalls() {
            @Override
            public int[] guards() {
                return bridge.open();
            }

            @Override
            public Object enter(int guard) {
                return bridge.enter(guard);
            }

            @Override
            public void exit(
                    ObjLongConsumer<Object[]> recorder, int guard, Object call, Throwable thrown, Object[] frame) {
                bridge.exit(recorder, guard, call, thrown, frame);
            }
        };
    }
}

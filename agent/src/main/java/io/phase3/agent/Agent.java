package io.phase3.agent;

import io.phase3.agent.attribution.Attributor;
import io.phase3.agent.attribution.BusinessEvents;
import io.phase3.agent.bridge.Bridge;
import io.phase3.agent.bridge.ModuleOpener;
import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.BoundRule;
import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.record.FacadeRecorders;
import io.phase3.agent.record.OpenCalls;
import io.phase3.agent.record.Recorders;
import io.phase3.agent.record.TokenCosts;
import io.phase3.agent.settings.Problem;
import io.phase3.agent.weave.Sites;
import io.phase3.agent.weave.WeavingTransformer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;
import java.util.function.ObjLongConsumer;

/** Puts the agent together: the parts know each other only through here. */
public final class Agent {
    private Agent() {}

    /**
     * Starts the agent in this JVM.
     *
     * @param argument what stands after {@code phase3-agent.jar=}, or null
     */
    public static void start(String argument, Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        Log log = new Log();
        if (Bridge.isInstalled()) {
            log.accept("an agent runs in this JVM already; this one does nothing");
            return;
        }
        ConfigLoader.Loaded loaded = ConfigLoader.ofThisProcess(argument).load();
        for (Problem problem : loaded.problems()) {
            log.accept(problem.toString());
        }
        AgentConfig config = loaded.config();
        if (!config.enabled()) {
            log.accept("switched off by configuration (enabled = false)");
            return;
        }

        Metrics metrics = new Metrics(config.bounds().labelValues());
        metrics.self().info(version(), System.getProperty("java.version"));
        Failures failures = new Failures(log, metrics.self());
        ExpressionCompiler compiler = new ExpressionCompiler(new ModuleOpener(instrumentation), failures);
        Bridge bridge = Bridge.install(instrumentation, Agent.class.getClassLoader());
        AttributionReport report = new AttributionReport(metrics, failures, log);
        report.announce(config);
        Attributor attributor = Attributor.start(config, Clock.systemUTC(), report);
        Sites sites = new Sites(
                recorders(config, metrics, attributor, bridge, failures), bridge::add, metrics.self()::ruleMethods);
        for (Rule rule : config.rules()) {
            // Most of the frameworks that the agent knows are not here: their rules show up once they find something.
            if (!rule.builtIn()) {
                sites.declare(rule.name());
            }
        }
        for (String rule : config.invalidRules()) {
            sites.declare(rule);
        }
        new WeavingTransformer(config.rules(), compiler, sites, failures).install(instrumentation);

        StatusPage statusPage = new StatusPage(version(), sites, config, report, log);
        Background background = new Background(config, metrics, statusPage, sites, log);
        background.start();
        background.atExit(attributor::close);
    }

    private static Sites.Recorders recorders(
            AgentConfig config, Metrics metrics, BusinessEvents events, Bridge bridge, Failures failures) {
        TokenCosts.Prices prices = (model, day, batch, promptTokens) ->
                type -> config.llmPrices().of(model, day).flatMap(price -> price.perMillion(type, batch, promptTokens));
        TokenCosts costs = new TokenCosts(prices, Clock.systemUTC(), metrics.llm());
        Recorders rules =
                new Recorders(metrics, events, config::defaultFeature, openCalls(bridge), costs, failures::recorder);
        FacadeRecorders facade = new FacadeRecorders(metrics, events, failures::recorder);
        return new Sites.Recorders() {
            @Override
            public ObjLongConsumer<Object[]> recorderOf(BoundRule bound, int guard) {
                return rules.recorderOf(bound, guard);
            }

            @Override
            public Optional<ObjLongConsumer<Object[]>> facadeRecorderOf(String signature) {
                return facade.recorderOf(signature);
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

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Agent.class.getResourceAsStream("/phase3-agent.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }
}

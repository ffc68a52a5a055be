package io.phase3.agent;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.http.DiscoveryFile;
import io.phase3.agent.http.MetricsServer;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.weave.Sites;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.nio.file.Paths;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The agent's one thread: serves metrics as soon as it can, and says after a while which rules found nothing. */
final class Background {
    private static final long RETRY_SECONDS = 10;
    private static final long RULES_SHOULD_MATCH_SECONDS = 60;

    private final AgentConfig.Exporter exporter;
    private final Metrics metrics;
    private final StatusPage statusPage;
    private final Sites sites;
    private final Consumer<String> log;
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread daemon = new Thread(task, "phase3-agent");
        daemon.setDaemon(true);
        daemon.setContextClassLoader(Background.class.getClassLoader());
        return daemon;
    });
    private boolean complained;

    Background(
            AgentConfig.Exporter exporter, Metrics metrics, StatusPage statusPage, Sites sites, Consumer<String> log) {
        this.exporter = exporter;
        this.metrics = metrics;
        this.statusPage = statusPage;
        this.sites = sites;
        this.log = log;
    }

    void start() {
        if (exporter.enabled()) {
            after(0, this::serve);
        }
        after(RULES_SHOULD_MATCH_SECONDS, this::nameRulesWithoutMethods);
    }

    private void after(long seconds, Runnable task) {
        ScheduledFuture<?> unused = thread.schedule(task, seconds, TimeUnit.SECONDS);
    }

    private void serve() {
        try {
            MetricsServer server = MetricsServer.start(
                    exporter.host(), exporter.firstPort(), exporter.lastPort(), metrics.registry(), statusPage);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "phase3-shutdown"));
            String target = exporter.host() + ':' + server.address().getPort();
            log.accept("metrics on http://" + target + "/metrics");
            if (exporter.discoveryFile().isPresent()) {
                announce(new DiscoveryFile(Paths.get(exporter.discoveryFile().get())), target);
            }
            if (exporter.jvmMetrics()) {
                // Only now: it initialises JMX's beans, which the application may want to do first.
                DefaultExports.register(metrics.registry());
            }
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                log.accept("cannot serve metrics on " + exporter.host() + ':' + ports() + ": " + e.getMessage()
                        + "; trying again every " + RETRY_SECONDS
                        + " seconds. What would be right: a free port, a range"
                        + " such as port = \"8009-8029\", or 0 for any");
            }
            after(RETRY_SECONDS, this::serve);
        } catch (IllegalStateException e) {
            // what addShutdownHook says
            log.accept("metrics are not served: the JVM is already on its way out");
        } catch (LinkageError e) {
            log.accept("the JVM's own metrics are missing: this Java runtime was built without java.management (" + e
                    + ')');
        }
    }

    private void announce(DiscoveryFile file, String target) {
        try {
            file.write(target);
            Runtime.getRuntime().addShutdownHook(new Thread(file::delete, "phase3-shutdown"));
        } catch (IOException | RuntimeException e) {
            log.accept("Prometheus is not told about " + target + ": cannot write the discovery file: " + e);
        }
    }

    private String ports() {
        return exporter.firstPort() == exporter.lastPort()
                ? String.valueOf(exporter.firstPort())
                : exporter.firstPort() + "-" + exporter.lastPort();
    }

    private void nameRulesWithoutMethods() {
        sites.methodsByRule().forEach((rule, methods) -> {
            if (methods == 0) {
                log.accept("rule '" + rule + "' matches no method of any class loaded so far");
            }
        });
    }
}

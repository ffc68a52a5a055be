package io.phase3.agent;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.http.DiscoveryFile;
import io.phase3.agent.http.MetricsServer;
import io.phase3.agent.metrics.Metrics;
import io.phase3.agent.weave.Sites;
import io.prometheus.client.hotspot.DefaultExports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Paths;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private final CompletableFuture<String> address = new CompletableFuture<>();
    private boolean complained;

    Background(AgentConfig config, Metrics metrics, StatusPage statusPage, Sites sites, Consumer<String> log) {
        this.exporter = config.exporter();
        this.metrics = metrics;
        this.statusPage = statusPage;
        this.sites = sites;
        this.log = log;
    }

    void start() {
        if (exporter.enabled()) {
            after(Duration.ZERO, this::serve);
        }
    }

    /** Says in a while which of the rules have found nothing. */
    void expectMethodsOf(Collection<String> rules) {
        if (!rules.isEmpty()) {
            after(Duration.ofSeconds(RULES_SHOULD_MATCH_SECONDS), () -> nameRulesWithoutMethods(rules));
        }
    }

    /** Has something done after a while. */
    void after(Duration delay, Runnable task) {
        ScheduledFuture<?> unused = thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Where metrics are served; empty if nowhere within the time. */
    Optional<String> address(Duration patience) throws InterruptedException {
        if (!exporter.enabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(address.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException notYet) {
            return Optional.empty();
        }
    }

    private void serve() {
        try {
            MetricsServer server = MetricsServer.start(
                    exporter.host(), exporter.firstPort(), exporter.lastPort(), metrics.registry(), statusPage);
            atExit(server::close);
            String url = "http://" + exporter.host() + ':' + server.address().getPort() + "/metrics";
            log.accept("metrics on " + url);
            address.complete(url);
            announce(server.address());
            addJvmMetrics();
        } catch (IOException e) {
            complainOnce(e);
            after(Duration.ofSeconds(RETRY_SECONDS), this::serve);
        }
    }

    private void complainOnce(IOException failure) {
        if (!complained) {
            complained = true;
            String right = failure instanceof UnknownHostException
                    ? "an address of this machine, such as host = \"127.0.0.1\""
                    : "a free port, a range such as port = \"8009-8029\", or 0 for any";
            log.accept("cannot serve metrics on " + exporter.host() + ':' + ports() + ": " + failure.getMessage()
                    + "; trying again every " + RETRY_SECONDS + " seconds. What would be right: " + right);
        }
    }

    /** Tells Prometheus, if it wants to be told. */
    private void announce(InetSocketAddress address) {
        if (!exporter.discoveryFile().isPresent()) {
            return;
        }
        try {
            String host = address.getAddress().isAnyLocalAddress()
                    ? InetAddress.getLocalHost().getHostAddress()
                    : exporter.host();
            DiscoveryFile file =
                    new DiscoveryFile(Paths.get(exporter.discoveryFile().get()));
            file.write(host + ':' + address.getPort());
            atExit(file::delete);
        } catch (IOException | RuntimeException e) {
            log.accept("Prometheus is not told where to scrape: cannot write the discovery file: " + e);
        }
    }

    private void addJvmMetrics() {
        if (!exporter.jvmMetrics()) {
            return;
        }
        try {
            // Only now: it initialises JMX's beans, which the application may want to do first.
            DefaultExports.register(metrics.registry());
        } catch (IllegalArgumentException e) {
            log.accept("the JVM's own metrics are missing: a rule's metric has the name of one of them: "
                    + e.getMessage());
        } catch (LinkageError e) {
            log.accept("the JVM's own metrics are missing: this Java runtime was built without java.management (" + e
                    + ')');
        }
    }

    /** Has something done when the JVM ends in good order. */
    void atExit(Runnable task) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(task, "phase3-shutdown"));
        } catch (IllegalStateException e) {
            // The JVM is on its way out already.
            task.run();
        }
    }

    private String ports() {
        return exporter.firstPort() == exporter.lastPort()
                ? String.valueOf(exporter.firstPort())
                : exporter.firstPort() + "-" + exporter.lastPort();
    }

    private void nameRulesWithoutMethods(Collection<String> rules) {
        sites.methodsByRule().forEach((rule, methods) -> {
            if (methods == 0 && rules.contains(rule)) {
                log.accept("rule '" + rule + "' matches no method of any class loaded so far");
            }
        });
    }
}

package io.phase3.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One life of the monitoring stack: it is well, then everything happens to it. Tests follow its course, hence their order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProofOfLifeIT {
    /** The month that windows look back, and some more. */
    private static final Duration HEALTHY = Duration.ofSeconds(70);

    private static final Duration ROUND_LIMIT = Duration.ofSeconds(75);
    private static final Duration POLL = Duration.ofMillis(500);

    @TempDir
    private static Path folder;

    private static final AlertLog LOG = new AlertLog();
    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(!Boolean.getBoolean("proof.skip"), "skipped: -Dproof.skip");
        List<String> missing = Stack.EXECUTABLES.stream()
                .filter(executable -> !Program.isInstalled(executable))
                .toList();
        if (!missing.isEmpty() && System.getenv("CI") != null) {
            Assertions.fail("not installed: " + missing + "; they are Debian packages of the same names");
        }
        assumeTrue(missing.isEmpty(), "skipped: not installed: " + missing);
        stack = new Stack(Path.of(System.getProperty("phase3.home", "..")).toRealPath(), folder.toRealPath());
        try {
            stack.start();
        } catch (Exception | AssertionError e) {
            System.out.println(stack.logs());
            stack.close();
            throw e;
        }
    }

    @AfterAll
    static void end() throws Exception {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void nothingFiresWhileAllIsWell() {
        List<String> fired = new ArrayList<>();
        long start = System.nanoTime();
        await().pollInterval(POLL).atMost(HEALTHY.plusSeconds(30)).until(() -> {
            stack.prometheus.alerts().stream()
                    .filter(alert -> !alert.name().equals("Watchdog"))
                    .map(alert -> alert.name() + " " + alert.state() + " " + alert.labels() + ": "
                            + alert.annotations().path("description").asText())
                    .filter(alert -> !fired.contains(alert))
                    .forEach(fired::add);
            return since(start).compareTo(HEALTHY) > 0;
        });

        List<PrometheusServer.Alert> now = stack.prometheus.alerts();
        assertThat(now).extracting(PrometheusServer.Alert::name).containsExactly("Watchdog");
        assertThat(fired).filteredOn(alert -> alert.contains(" firing ")).isEmpty();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}

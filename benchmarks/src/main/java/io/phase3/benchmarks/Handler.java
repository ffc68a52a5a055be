package io.phase3.benchmarks;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Histogram;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The measured method, once for each way to measure it.
 *
 * <p>The body is the same everywhere: a read from the heap that no compiler can foresee. What is written by hand
 * records what the agent records: the latency of calls that returned apart from that of calls that threw.
 */
final class Handler {
    private static final String FEATURE = "benchmark";
    private static final String TYPE = "handle";

    /** The buckets of {@code phase3_websocket_latency_seconds}, in seconds. */
    private static final double[] BUCKETS = {.005, .01, .025, .05, .075, .1, .25, .5, 1, 2.5, 10};

    private final Reply[] replies = {new Reply(200), new Reply(201), new Reply(204), new Reply(304)};

    private final LongAdder calls = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    private final Histogram histogram = Histogram.build()
            .name("handler_latency_seconds")
            .help("Time to handle a message.")
            .labelNames("feature", "message_type", "outcome")
            .buckets(BUCKETS)
            .register(new CollectorRegistry());
    private final Histogram.Child success = histogram.labels(FEATURE, TYPE, "success");
    private final Histogram.Child error = histogram.labels(FEATURE, TYPE, "error");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Timer successTimer = timer("success");
    private final Timer errorTimer = timer("error");

    private Timer timer(String outcome) {
        return Timer.builder("handler.latency")
                .tags("feature", FEATURE, "message_type", TYPE, "outcome", outcome)
                .publishPercentileHistogram()
                .register(registry);
    }

    Reply unwoven(Message message) {
        return replies[message.number()];
    }

    /** The least that a latency costs: two readings of the clock, a count and a sum. */
    Reply floor(Message message) {
        long start = System.nanoTime();
        Reply reply = replies[message.number()];
        calls.increment();
        nanos.add(System.nanoTime() - start);
        return reply;
    }

    /** The agent adds latency and outcome. */
    Reply woven(Message message) {
        return replies[message.number()];
    }

    /** The agent adds latency and outcome under a label that each call decides. */
    Reply wovenWithLabel(Message message) {
        return replies[message.number()];
    }

    /** The agent adds latency and an outcome that the result decides. */
    Reply wovenWithSuccess(Message message) {
        return replies[message.number()];
    }

    /** The agent adds latency, outcome, and a touch. */
    Reply wovenWithLead(Message message) {
        return replies[message.number()];
    }

    /** The agent adds latency, outcome, and a conversion: lead, id and a computed amount. */
    Reply wovenWithRevenue(Message message) {
        return replies[message.number()];
    }

    Reply simpleclientCachedChild(Message message) {
        long start = System.nanoTime();
        try {
            Reply reply = replies[message.number()];
            success.observe((System.nanoTime() - start) / 1e9);
            return reply;
        } catch (Throwable thrown) {
            error.observe((System.nanoTime() - start) / 1e9);
            throw thrown;
        }
    }

    Reply simpleclientLabels(Message message) {
        long start = System.nanoTime();
        try {
            Reply reply = replies[message.number()];
            histogram.labels(FEATURE, message.type(), "success").observe((System.nanoTime() - start) / 1e9);
            return reply;
        } catch (Throwable thrown) {
            histogram.labels(FEATURE, message.type(), "error").observe((System.nanoTime() - start) / 1e9);
            throw thrown;
        }
    }

    Reply micrometerTimer(Message message) {
        long start = System.nanoTime();
        try {
            Reply reply = replies[message.number()];
            successTimer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return reply;
        } catch (Throwable thrown) {
            errorTimer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            throw thrown;
        }
    }
}

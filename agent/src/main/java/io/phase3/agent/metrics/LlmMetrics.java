package io.phase3.agent.metrics;

import static java.util.Collections.singletonList;

import java.util.Arrays;

/** What language models were asked, and how many tokens they took. The application decides what models there are. */
public final class LlmMetrics {
    private static final String[] OUTCOMES = {"success", "error", "rate_limited"};

    private final CounterFamily requests;
    private final CounterFamily tokens;
    private final CounterFamily unpriced;

    LlmMetrics(Metrics metrics) {
        requests = metrics.counter(
                "phase3_llm_requests",
                "Calls of a language model, the retries of its library counted as one call.",
                Arrays.asList("feature", "model", "outcome"));
        tokens = metrics.counter(
                "phase3_llm_tokens",
                "Tokens that a language model read and wrote, each counted under one type.",
                Arrays.asList("feature", "model", "token_type"));
        unpriced = metrics.counter(
                "phase3_llm_unpriced_tokens",
                "Tokens for which the price list has no price, so that they are not among the costs.",
                singletonList("model"));
    }

    /** Counts a call. */
    public void request(String feature, String model, String outcome) {
        String[] labels = requests.bounded(1, 2, feature, model, OUTCOMES[0]);
        for (String usual : OUTCOMES) {
            // They show up as 0 before the first one: a counter that is born at 1 has never increased.
            requests.child(labels[0], labels[1], usual);
        }
        requests.child(labels[0], labels[1], outcome).add(1);
    }

    /** Counts tokens of one type, none below 0. */
    public void tokens(String feature, String model, String type, long count) {
        tokens.child(tokens.bounded(1, 2, feature, model, type)).add((double) count);
    }

    /** Counts tokens without a price, none below 0. */
    public void unpriced(String model, long count) {
        unpriced.child(unpriced.bounded(0, 1, model)).add((double) count);
    }
}

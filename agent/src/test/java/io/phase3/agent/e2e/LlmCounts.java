package io.phase3.agent.e2e;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import java.util.Map;

/** What a scrape says of calls of language models. */
final class LlmCounts {
    private static final String REQUESTS = "phase3_llm_requests_total";

    private LlmCounts() {}

    /** The scrape in which so many calls are counted: an asynchronous one may be just after the application has its answer. */
    static Scrape afterCalls(ForkedJvm jvm, int calls) {
        jvm.await(calls + " calls", () -> jvm.scrape().sum(REQUESTS) >= calls);
        return jvm.scrape();
    }

    /** What has been counted at all, by the values of the labels. */
    static Map<String, Long> counted(Scrape scrape, String name) {
        Map<String, Long> counts = scrape.counts(name);
        counts.values().removeIf(count -> count == 0);
        return counts;
    }

    /** Calls by feature, model and outcome. */
    static Map<String, Long> requests(Scrape scrape) {
        return counted(scrape, REQUESTS);
    }

    /** By the type of token, over all features and models. */
    static Map<String, Long> tokens(Scrape scrape) {
        return scrape.samples("phase3_llm_tokens_total")
                .collect(groupingBy(
                        sample -> sample.labels().get("token_type"), summingLong(sample -> (long) sample.value())));
    }

    /** How many calls the family of operations has. */
    static double operations(Scrape scrape, String operation, String outcome) {
        return scrape.sum("phase3_operation_duration_seconds_count", "operation=" + operation, "outcome=" + outcome);
    }
}

package io.phase3.agent.e2e;

import static io.phase3.agent.e2e.LlmCounts.afterCalls;
import static io.phase3.agent.e2e.LlmCounts.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.chat.metadata.Usage;

/** Spring AI's ChatModel, asked for a whole answer or for a stream: 1.x calls vendors itself, 2.x through their SDKs. */
class SpringAiIT {
    private static final String CLAUDE = "claude-sonnet-4-5-20250929";

    /** 100 tokens read and 20 written; 30 from a cache, 40 into it. */
    private static final String USAGE = """
            {"input_tokens": 100, "output_tokens": 20, "cache_read_input_tokens": 30, "cache_creation_input_tokens": 40}""";

    private static final String MESSAGE = """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
             "content": [{"type": "text", "text": "A house."}], "stop_reason": "end_turn", "stop_sequence": null,
             "usage": %s}
            """.formatted(USAGE);

    private static final String STARTED = """
            event: message_start
            data: {"type": "message_start", "message": {"id": "msg_1", "type": "message", "role": "assistant", \
            "model": "claude-sonnet-4-5-20250929", "content": [], "stop_reason": null, "stop_sequence": null, \
            "usage": {"input_tokens": 100, "output_tokens": 1}}}""";

    private static final String BLOCK = """
            event: content_block_start
            data: {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}""";

    private static final String WORDS = """
            event: content_block_delta
            data: {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "A house."}}""";

    private static final String BLOCK_END = """
            event: content_block_stop
            data: {"type": "content_block_stop", "index": 0}""";

    private static final String DELTA = """
            event: message_delta
            data: {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null}, "usage": %s}""".formatted(USAGE);

    private static final String STOPPED = """
            event: message_stop
            data: {"type": "message_stop"}""";

    /** Of 100 tokens read 30 came from a cache. */
    private static final String COMPLETION = """
            {"id": "c", "object": "chat.completion", "created": 1, "model": "gpt-4o-2024-08-06",
             "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
                          "message": {"role": "assistant", "content": "A house.", "refusal": null}}],
             "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120,
                       "prompt_tokens_details": {"cached_tokens": 30}}}
            """;

    private static final String REFUSED = """
            {"type": "error", "error": {"type": "%s", "message": "no"}}
            """;

    /** 1.0 drops what Anthropic says of caches, and hides what a vendor's refusal was. */
    private static final boolean SECOND = Arrays.stream(Usage.class.getMethods())
            .anyMatch(method -> method.getName().equals("getCacheReadInputTokens"));

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_call_counts_once_with_its_tokens_and_dollars(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, MESSAGE).json(200, MESSAGE);
            jvm.obey("describe");
            jvm.obey("client");

            Scrape scrape = jvm.scrape();
            assertThat(counted(scrape, "phase3_llm_requests_total"))
                    .isEqualTo(Map.of(
                            "ai_coaching/" + CLAUDE + "/success", 1L, "unattributed/" + CLAUDE + "/success", 1L));
            assertThat(counted(scrape, "phase3_llm_tokens_total")).isEqualTo(tokens("ai_coaching", "unattributed"));
            // Dollars a million: 3 for input, 15 for output, 0.30 from a cache, 3.75 into it.
            double withoutCaches = (100 * 3 + 20 * 15) / 1e6;
            double caches = (30 * 0.3 + 40 * 3.75) / 1e6;
            assertThat(scrape.value("phase3_api_cost_dollars_total", "feature=ai_coaching", "api=spring-ai"))
                    .isEqualTo(SECOND ? withoutCaches + caches : withoutCaches, within(1e-9));
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "operation=spring-ai-chat"))
                    .isEqualTo(2);
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_stream_counts_once_when_it_ends(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.events(STARTED, BLOCK, WORDS, BLOCK_END, DELTA, STOPPED);
            jvm.obey("stream");

            Scrape scrape = afterCalls(jvm, 1);
            assertThat(jvm.stdout()).contains("A house.");
            assertThat(counted(scrape, "phase3_llm_requests_total"))
                    .isEqualTo(Map.of("unattributed/" + CLAUDE + "/success", 1L));
            assertThat(counted(scrape, "phase3_llm_tokens_total")).isEqualTo(tokens("unattributed"));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_stream_that_nobody_listens_to_any_more_is_cancelled(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.eventsAndSilence(STARTED, BLOCK, WORDS);
            jvm.obey("cancelled");

            assertThat(counted(afterCalls(jvm, 1), "phase3_llm_requests_total"))
                    .isEqualTo(Map.of("unattributed/" + CLAUDE + "/cancelled", 1L));
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void cached_tokens_that_a_vendor_counts_into_the_prompt_count_once(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, COMPLETION);
            jvm.obey("openai");

            assertThat(counted(jvm.scrape(), "phase3_llm_tokens_total"))
                    .isEqualTo(Map.of(
                            "unattributed/gpt-4o-2024-08-06/input", 70L,
                            "unattributed/gpt-4o-2024-08-06/cache_read", 30L,
                            "unattributed/gpt-4o-2024-08-06/output", 20L));
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_photo_makes_it_a_vision_analysis(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, MESSAGE);
            jvm.obey("photo");

            Scrape scrape = jvm.scrape();
            assertThat(scrape.value(
                            "phase3_vision_analysis_duration_seconds_count",
                            "feature=property_intelligence",
                            "analysis_type=spring-ai-chat",
                            "outcome=success"))
                    .isEqualTo(1);
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "operation=spring-ai-chat"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void what_became_of_a_call(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(500, REFUSED.formatted("api_error")).json(200, MESSAGE);
            jvm.obey("client");
            vendor.json(400, REFUSED.formatted("invalid_request_error"));
            jvm.obey("photo");
            vendor.json(429, REFUSED.formatted("rate_limit_error")).json(429, REFUSED.formatted("rate_limit_error"));
            jvm.obey("describe");

            assertThat(counted(jvm.scrape(), "phase3_llm_requests_total"))
                    .isEqualTo(Map.of(
                            "unattributed/" + CLAUDE + "/success", 1L,
                            "property_intelligence/" + CLAUDE + "/error", 1L,
                            "ai_coaching/" + CLAUDE + (SECOND ? "/rate_limited" : "/error"), 1L));
        }
    }

    private static Map<String, Long> tokens(String... features) {
        Map<String, Long> tokens = new HashMap<>();
        for (String feature : features) {
            String labels = feature + '/' + CLAUDE + '/';
            tokens.put(labels + "input", 100L);
            tokens.put(labels + "output", 20L);
            if (SECOND) {
                tokens.put(labels + "cache_read", 30L);
                tokens.put(labels + "cache_write_5m", 40L);
            }
        }
        return tokens;
    }

    private static ForkedJvm application(Jdk jdk, VendorServer vendor) {
        return ForkedJvm.on(jdk)
                .application()
                .rules("describe { methods = [\"com.acme.springai.Main.describe(..)\"], feature = ai_coaching }")
                .main("com.acme.springai.Main", vendor.uri().toString())
                .ready();
    }
}

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
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Amazon Bedrock's clients, blocking and asynchronous: software.amazon.awssdk:bedrockruntime. */
class BedrockIT {
    private static final String MODEL = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    /** 100 tokens read and 20 written; 30 from a cache, 40 into it, 10 of them for an hour. */
    private static final String CONVERSED = """
            {"output": {"message": {"role": "assistant", "content": [{"text": "A house."}]}}, "stopReason": "end_turn",
             "metrics": {"latencyMs": 1},
             "usage": {"inputTokens": 100, "outputTokens": 20, "totalTokens": 190,
                       "cacheReadInputTokens": 30, "cacheWriteInputTokens": 40,
                       "cacheDetails": [{"ttl": "1h", "inputTokens": 10}, {"ttl": "5m", "inputTokens": 30}]}}
            """;

    /** The oldest versions drop what the vendor says of caches. */
    private static final boolean CACHES = Arrays.stream(TokenUsage.class.getMethods())
            .anyMatch(method -> method.getName().equals("cacheDetails"));

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_call_counts_once_with_its_tokens_and_dollars(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, CONVERSED).json(200, CONVERSED).json(200, CONVERSED);
            jvm.obey("describe");
            jvm.obey("async");
            jvm.obey("lambda");

            Scrape scrape = afterCalls(jvm, 3);
            assertThat(counted(scrape, "phase3_llm_requests_total"))
                    .isEqualTo(
                            Map.of("ai_coaching/" + MODEL + "/success", 1L, "unattributed/" + MODEL + "/success", 2L));
            assertThat(counted(scrape, "phase3_llm_tokens_total"))
                    .isEqualTo(CACHES ? tokensOfThree() : tokensOfThreeWithoutCaches());
            // Dollars a million: 3 for input, 15 for output, 0.30 from a cache, 3.75 and 6 into it.
            double withoutCaches = (100 * 3 + 20 * 15) / 1e6;
            double caches = (30 * 0.3 + 30 * 3.75 + 10 * 6) / 1e6;
            assertThat(scrape.value("phase3_api_cost_dollars_total", "feature=ai_coaching", "api=bedrock"))
                    .isEqualTo(CACHES ? withoutCaches + caches : withoutCaches, within(1e-9));
            assertThat(scrape.sum(
                            "phase3_operation_duration_seconds_count", "operation=bedrock-converse", "outcome=success"))
                    .isEqualTo(3);
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void tokens_of_a_raw_model_are_in_the_headers(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(
                    200,
                    Map.of(
                            "X-Amzn-Bedrock-Input-Token-Count", "100",
                            "X-Amzn-Bedrock-Output-Token-Count", "20",
                            "X-Amzn-Bedrock-Cache-Read-Input-Token-Count", "30",
                            "X-Amzn-Bedrock-Cache-Write-Input-Token-Count", "40"),
                    "{}");
            jvm.obey("invoke");

            Scrape scrape = afterCalls(jvm, 1);
            assertThat(counted(scrape, "phase3_llm_tokens_total"))
                    .isEqualTo(Map.of(
                            "unattributed/" + MODEL + "/input", 100L,
                            "unattributed/" + MODEL + "/output", 20L,
                            "unattributed/" + MODEL + "/cache_read", 30L,
                            "unattributed/" + MODEL + "/cache_write_5m", 40L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_photo_makes_it_a_vision_analysis(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, CONVERSED);
            jvm.obey("photo");

            Scrape scrape = afterCalls(jvm, 1);
            assertThat(scrape.value(
                            "phase3_vision_analysis_duration_seconds_count",
                            "feature=property_intelligence",
                            "analysis_type=bedrock-converse",
                            "outcome=success"))
                    .isEqualTo(1);
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "operation=bedrock-converse"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void what_became_of_a_call(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(500, error("InternalServerException"), "{}").json(200, CONVERSED);
            jvm.obey("async");
            vendor.json(400, error("ValidationException"), "{}");
            jvm.obey("photo");
            vendor.json(429, error("ThrottlingException"), "{}").json(429, error("ThrottlingException"), "{}");
            jvm.obey("describe");
            vendor.json(429, error("ThrottlingException"), "{}").json(429, error("ThrottlingException"), "{}");
            jvm.obey("stream");
            jvm.obey("cancelled");

            Scrape scrape = afterCalls(jvm, 5);
            assertThat(jvm.stdout()).contains("ValidationException", "ThrottlingException");
            assertThat(counted(scrape, "phase3_llm_requests_total"))
                    .isEqualTo(Map.of(
                            "unattributed/" + MODEL + "/success", 1L,
                            "property_intelligence/" + MODEL + "/error", 1L,
                            "ai_coaching/" + MODEL + "/rate_limited", 1L,
                            "unattributed/" + MODEL + "/rate_limited", 1L,
                            "unattributed/" + MODEL + "/cancelled", 1L));
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_stream_is_measured_without_tokens(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.reply(new VendorServer.Reply(200, "application/vnd.amazon.eventstream", Map.of(), "", false));
            jvm.obey("stream");

            Scrape scrape = afterCalls(jvm, 1);
            assertThat(counted(scrape, "phase3_llm_requests_total"))
                    .isEqualTo(Map.of("unattributed/" + MODEL + "/success", 1L));
            assertThat(counted(scrape, "phase3_llm_tokens_total")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void what_has_no_price_costs_nothing_and_says_so(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, CONVERSED);
            jvm.obey("unpriced");

            Scrape scrape = afterCalls(jvm, 1);
            assertThat(scrape.value("phase3_llm_unpriced_tokens_total", "model=acme.house-model"))
                    .isEqualTo(CACHES ? 190 : 120);
            assertThat(scrape.sum("phase3_api_cost_dollars_total")).isZero();
        }
    }

    private static ForkedJvm application(Jdk jdk, VendorServer vendor) {
        return ForkedJvm.on(jdk)
                .application()
                .config("""
                        phase3 {
                          rules.describe { methods = ["com.acme.bedrock.Main.describe(..)"], feature = ai_coaching }
                        }
                        """)
                .main("com.acme.bedrock.Main", vendor.uri().toString())
                .ready();
    }

    private static Map<String, Long> tokensOfThree() {
        Map<String, Long> tokens = new HashMap<>(tokensOfThreeWithoutCaches());
        tokens.putAll(Map.of(
                "ai_coaching/" + MODEL + "/cache_read", 30L,
                "ai_coaching/" + MODEL + "/cache_write_5m", 30L,
                "ai_coaching/" + MODEL + "/cache_write_1h", 10L,
                "unattributed/" + MODEL + "/cache_read", 60L,
                "unattributed/" + MODEL + "/cache_write_5m", 60L,
                "unattributed/" + MODEL + "/cache_write_1h", 20L));
        return tokens;
    }

    private static Map<String, Long> tokensOfThreeWithoutCaches() {
        return Map.of(
                "ai_coaching/" + MODEL + "/input", 100L,
                "ai_coaching/" + MODEL + "/output", 20L,
                "unattributed/" + MODEL + "/input", 200L,
                "unattributed/" + MODEL + "/output", 40L);
    }

    private static Map<String, String> error(String type) {
        return Map.of("X-Amzn-ErrorType", type);
    }
}

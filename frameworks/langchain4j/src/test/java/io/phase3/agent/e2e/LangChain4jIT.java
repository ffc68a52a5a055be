package io.phase3.agent.e2e;

import static io.phase3.agent.e2e.LlmCounts.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.bedrock.BedrockChatModel;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LangChain4j's ChatModel: with an integration that has its own HTTP client, and with one on a vendor's SDK. */
class LangChain4jIT {
    /** The oldest integrations drop what Bedrock says of caches, and do not let anybody know Claude's model. */
    private static final boolean OLDEST = BedrockChatModel.class.getResource("BedrockTokenUsage.class") == null;

    private static final String MODEL = OLDEST ? "unknown" : "claude-sonnet-4-5-20250929";
    private static final String ON_BEDROCK = "anthropic.claude-sonnet-4-5-20250929-v1:0";

    /** 100 tokens read and 20 written; 30 from a cache, 40 into it. */
    private static final String MESSAGE = """
            {"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-sonnet-4-5-20250929",
             "content": [{"type": "text", "text": "A house."}], "stop_reason": "end_turn", "stop_sequence": null,
             "usage": {"input_tokens": 100, "output_tokens": 20,
                       "cache_read_input_tokens": 30, "cache_creation_input_tokens": 40}}
            """;

    private static final String CONVERSED = """
            {"output": {"message": {"role": "assistant", "content": [{"text": "A house."}]}}, "stopReason": "end_turn",
             "metrics": {"latencyMs": 1},
             "usage": {"inputTokens": 100, "outputTokens": 20, "totalTokens": 190,
                       "cacheReadInputTokens": 30, "cacheWriteInputTokens": 40}}
            """;

    private static final String REFUSED = """
            {"type": "error", "error": {"type": "%s", "message": "no"}}
            """;

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_call_counts_once_with_its_tokens_and_dollars(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, MESSAGE).json(200, MESSAGE);
            jvm.obey("describe");
            jvm.obey("service");

            Scrape scrape = jvm.scrape();
            assertThat(counted(scrape, "phase3_llm_requests_total"))
                    .isEqualTo(
                            Map.of("ai_coaching/" + MODEL + "/success", 1L, "unattributed/" + MODEL + "/success", 1L));
            assertThat(counted(scrape, "phase3_llm_tokens_total"))
                    .isEqualTo(Map.of(
                            "ai_coaching/" + MODEL + "/input", 100L,
                            "ai_coaching/" + MODEL + "/output", 20L,
                            "ai_coaching/" + MODEL + "/cache_read", 30L,
                            "ai_coaching/" + MODEL + "/cache_write_5m", 40L,
                            "unattributed/" + MODEL + "/input", 100L,
                            "unattributed/" + MODEL + "/output", 20L,
                            "unattributed/" + MODEL + "/cache_read", 30L,
                            "unattributed/" + MODEL + "/cache_write_5m", 40L));
            // Dollars a million: 3 for input, 15 for output, 0.30 from a cache, 3.75 into it.
            assertThat(scrape.value("phase3_api_cost_dollars_total", "feature=ai_coaching", "api=langchain4j"))
                    .isEqualTo(OLDEST ? 0 : (100 * 3 + 20 * 15 + 30 * 0.3 + 40 * 3.75) / 1e6, within(1e-9));
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "operation=langchain4j-chat"))
                    .isEqualTo(2);
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_call_through_a_vendors_sdk_counts_once_too(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(200, CONVERSED);
            jvm.obey("bedrock");

            Scrape scrape = jvm.scrape();
            // What is answered by Bedrock does not name the model: it is the one that the model object was built for.
            assertThat(counted(scrape, "phase3_llm_requests_total"))
                    .isEqualTo(Map.of("unattributed/" + ON_BEDROCK + "/success", 1L));
            assertThat(counted(scrape, "phase3_llm_tokens_total"))
                    .containsEntry("unattributed/" + ON_BEDROCK + "/input", 100L)
                    .containsEntry("unattributed/" + ON_BEDROCK + "/output", 20L)
                    .hasSize(OLDEST ? 2 : 4);
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "operation=langchain4j-chat"))
                    .isEqualTo(1);
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "operation=bedrock-converse"))
                    .isZero();
            assertThat(jvm.complaints()).isEmpty();
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
                            "analysis_type=langchain4j-chat",
                            "outcome=success"))
                    .isEqualTo(1);
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "operation=langchain4j-chat"))
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void what_became_of_a_call(Jdk jdk) {
        try (VendorServer vendor = VendorServer.start();
                ForkedJvm jvm = application(jdk, vendor)) {
            vendor.json(500, REFUSED.formatted("api_error")).json(200, MESSAGE);
            jvm.obey("service");
            vendor.json(429, REFUSED.formatted("rate_limit_error")).json(429, REFUSED.formatted("rate_limit_error"));
            jvm.obey("describe");
            // The oldest version tries that again too.
            vendor.json(400, REFUSED.formatted("invalid_request_error"))
                    .json(400, REFUSED.formatted("invalid_request_error"));
            jvm.obey("photo");

            assertThat(counted(jvm.scrape(), "phase3_llm_requests_total"))
                    .isEqualTo(Map.of(
                            "unattributed/" + MODEL + "/success", 1L,
                            "property_intelligence/" + MODEL + "/error", 1L,
                            "ai_coaching/" + MODEL + "/rate_limited", 1L));
        }
    }

    private static ForkedJvm application(Jdk jdk, VendorServer vendor) {
        return ForkedJvm.on(jdk)
                .application()
                .rules("describe { methods = [\"com.acme.langchain4j.Main.describe(..)\"], feature = ai_coaching }")
                .main("com.acme.langchain4j.Main", vendor.uri().toString())
                .ready();
    }
}

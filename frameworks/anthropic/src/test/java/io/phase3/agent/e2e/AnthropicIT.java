package io.phase3.agent.e2e;

import static io.phase3.agent.e2e.LlmCounts.operations;
import static io.phase3.agent.e2e.LlmCounts.requests;
import static io.phase3.agent.e2e.LlmCounts.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** anthropic-java, in a program that knows nothing of the agent, against a vendor on loopback. */
class AnthropicIT {
    private static final String SONNET = "claude-sonnet-4-5-20250929";
    private static final Offset<Double> A_BILLIONTH = within(1e-9);

    /** What the cache was given is kept for five minutes unless the vendor says otherwise. */
    private static final String USAGE = """
            {"input_tokens": 1200, "output_tokens": 300, "cache_read_input_tokens": 5000, "cache_creation_input_tokens": 700}
            """;

    /** By the list: 3, 15, 0.30 and 3.75 dollars for a million. */
    private static final double DOLLARS = (1200 * 3 + 300 * 15 + 5000 * 0.30 + 700 * 3.75) / 1_000_000.0;

    private static final String SPLIT_USAGE = """
            {"input_tokens": 1200, "output_tokens": 300, "cache_read_input_tokens": 5000, "cache_creation_input_tokens": 700,
             "cache_creation": {"ephemeral_5m_input_tokens": 400, "ephemeral_1h_input_tokens": 300}}
            """;

    /** 6 dollars for a million that are kept for an hour. */
    private static final double SPLIT_DOLLARS =
            (1200 * 3 + 300 * 15 + 5000 * 0.30 + 400 * 3.75 + 300 * 6) / 1_000_000.0;

    private final VendorServer vendor = VendorServer.start();

    @AfterEach
    void close() {
        vendor.close();
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void without_any_configuration_tokens_and_dollars_are_there(Jdk jdk) {
        vendor.json(200, message(SONNET, USAGE));
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).agent(""))) {
            jvm.obey("ask claude-sonnet-4-5");

            Scrape scrape = jvm.scrape();
            assertThat(requests(scrape)).isEqualTo(Map.of("unattributed/" + SONNET + "/success", 1L));
            assertThat(tokens(scrape))
                    .isEqualTo(Map.of("input", 1200L, "output", 300L, "cache_read", 5000L, "cache_write_5m", 700L));
            assertThat(dollars(scrape)).isEqualTo(DOLLARS, A_BILLIONTH);
            assertThat(scrape.value(
                            "phase3_operation_duration_seconds_count",
                            "feature=unattributed",
                            "operation=anthropic-messages",
                            "outcome=success"))
                    .isEqualTo(1);
            assertThat(scrape.sum("phase3_vision_analysis_duration_seconds_count"))
                    .isZero();
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void every_way_to_ask_is_counted_once(Jdk jdk) {
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).agent(""))) {
            vendor.json(200, message(SONNET, USAGE)).json(200, message(SONNET, USAGE));
            jvm.obey("ask claude-sonnet-4-5");
            jvm.obey("ask-async claude-sonnet-4-5");
            vendor.json(200, message(SONNET, SPLIT_USAGE)).json(200, message(SONNET, SPLIT_USAGE));
            jvm.obey("beta claude-sonnet-4-5");
            jvm.obey("beta-async claude-sonnet-4-5");
            vendor.events(stream(USAGE)).events(stream(USAGE));
            jvm.obey("stream claude-sonnet-4-5");
            jvm.obey("stream-async claude-sonnet-4-5");
            vendor.events(stream(SPLIT_USAGE)).events(stream(SPLIT_USAGE));
            jvm.obey("beta-stream claude-sonnet-4-5");
            jvm.obey("beta-stream-async claude-sonnet-4-5");

            Scrape scrape = after(jvm, 8);
            assertThat(requests(scrape)).isEqualTo(Map.of("unattributed/" + SONNET + "/success", 8L));
            assertThat(tokens(scrape))
                    .isEqualTo(Map.of(
                            "input",
                            8 * 1200L,
                            "output",
                            8 * 300L,
                            "cache_read",
                            8 * 5000L,
                            "cache_write_5m",
                            4 * 700L + 4 * 400L,
                            "cache_write_1h",
                            4 * 300L));
            assertThat(dollars(scrape)).isEqualTo(4 * DOLLARS + 4 * SPLIT_DOLLARS, A_BILLIONTH);
            assertThat(operations(scrape, "anthropic-messages", "success")).isEqualTo(4);
            assertThat(operations(scrape, "anthropic-messages-streaming", "success"))
                    .isEqualTo(4);
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_request_with_an_image_is_vision(Jdk jdk) {
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).agent(""))) {
            vendor.json(200, message(SONNET, USAGE))
                    .json(200, message(SONNET, USAGE))
                    .json(200, message(SONNET, USAGE))
                    .events(stream(USAGE))
                    .json(200, message(SONNET, USAGE));
            jvm.obey("photo claude-sonnet-4-5");
            jvm.obey("screenshot claude-sonnet-4-5");
            jvm.obey("beta-photo claude-sonnet-4-5");
            jvm.obey("stream-photo claude-sonnet-4-5");
            jvm.obey("ask claude-sonnet-4-5");

            Scrape scrape = after(jvm, 5);
            assertThat(scrape.sum(
                            "phase3_vision_analysis_duration_seconds_count",
                            "feature=property_intelligence",
                            "analysis_type=anthropic-messages",
                            "outcome=success"))
                    .isEqualTo(3);
            assertThat(scrape.sum(
                            "phase3_vision_analysis_duration_seconds_count",
                            "analysis_type=anthropic-messages-streaming"))
                    .isEqualTo(1);
            assertThat(scrape.sum("phase3_operation_duration_seconds_count")).isEqualTo(1);
            assertThat(requests(scrape))
                    .isEqualTo(Map.of(
                            "property_intelligence/" + SONNET + "/success",
                            4L,
                            "unattributed/" + SONNET + "/success",
                            1L));
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void what_the_sdk_tries_again_is_one_call(Jdk jdk) {
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).agent(""))) {
            fail(500, 3);
            jvm.obey("ask claude-failing");
            fail(500, 3);
            jvm.obey("stream claude-failing");
            fail(500, 3);
            jvm.obey("stream-async claude-failing");
            fail(500, 2);
            vendor.json(200, message(SONNET, USAGE));
            jvm.obey("ask claude-sonnet-4-5");

            Scrape scrape = after(jvm, 4);
            assertThat(vendor.requests()).hasSize(12);
            assertThat(requests(scrape))
                    .isEqualTo(
                            Map.of("unattributed/claude-failing/error", 3L, "unattributed/" + SONNET + "/success", 1L));
            // Twice a pause that the vendor has asked for.
            assertThat(scrape.sum("phase3_operation_duration_seconds_sum", "operation=anthropic-messages"))
                    .isGreaterThan(2 * 2 * 0.05);
            assertThat(tokens(scrape)).containsEntry("input", 1200L);
            assertThat(dollars(scrape)).isEqualTo(DOLLARS, A_BILLIONTH);
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void too_many_requests_are_an_outcome_of_their_own(Jdk jdk) {
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).agent(""))) {
            for (String way : new String[] {"ask", "ask-async", "beta", "stream", "stream-async"}) {
                fail(429, 3);
                jvm.obey(way + " claude-sonnet-4-5");
            }

            Scrape scrape = after(jvm, 5);
            assertThat(requests(scrape)).isEqualTo(Map.of("unattributed/claude-sonnet-4-5/rate_limited", 5L));
            assertThat(scrape.sum("phase3_operation_duration_seconds_count", "outcome=error"))
                    .isEqualTo(5);
            assertThat(dollars(scrape)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void who_gives_up_has_cancelled_and_who_closes_has_read_enough(Jdk jdk) {
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).agent(""))) {
            vendor.eventsAndSilence(stream(USAGE)[0]).eventsAndSilence(stream(USAGE)[0]);
            jvm.obey("stream-first claude-sonnet-4-5");
            jvm.obey("stream-async-first claude-sonnet-4-5");
            // Never answered: of an answer that has begun the SDK may read the rest on the thread that asks, agent or
            // not.
            jvm.obey("cancel claude-sonnet-4-5");

            Scrape scrape = after(jvm, 3);
            assertThat(requests(scrape))
                    .isEqualTo(Map.of(
                            "unattributed/claude-sonnet-4-5/cancelled", 1L, "unattributed/" + SONNET + "/success", 2L));
            assertThat(tokens(scrape))
                    .as("what the model has read is charged, whoever reads its answer")
                    .containsEntry("input", 2 * 1200L)
                    .containsEntry("cache_read", 2 * 5000L);
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_model_without_a_price_costs_nothing_and_is_told(Jdk jdk) {
        vendor.json(200, message("claude-unheard-of-9", USAGE));
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).agent(""))) {
            jvm.obey("ask claude-unheard-of-9");

            Scrape scrape = jvm.scrape();
            assertThat(scrape.counts("phase3_llm_unpriced_tokens_total"))
                    .isEqualTo(Map.of("claude-unheard-of-9", 1200L + 300L + 5000L + 700L));
            assertThat(dollars(scrape)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void the_feature_is_that_of_the_call_around_it(Jdk jdk) {
        vendor.json(200, message(SONNET, USAGE));
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).rules("""
                conversation-review {
                  kind    = coaching
                  methods = ["com.acme.anthropic.Main.review(..)"]
                  feature = ai_coaching
                }
                """))) {
            jvm.obey("review claude-sonnet-4-5");

            Scrape scrape = jvm.scrape();
            assertThat(requests(scrape)).isEqualTo(Map.of("ai_coaching/" + SONNET + "/success", 1L));
            assertThat(scrape.sum("phase3_api_cost_dollars_total", "feature=ai_coaching", "api=anthropic"))
                    .isEqualTo(DOLLARS, A_BILLIONTH);
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void what_the_user_says_that_it_costs_is_not_charged_again(Jdk jdk) {
        vendor.json(200, message(SONNET, USAGE));
        try (ForkedJvm jvm = start(ForkedJvm.on(jdk).rules("""
                conversation-review {
                  kind    = coaching
                  methods = ["com.acme.anthropic.Main.review(..)"]
                  feature = ai_coaching
                  cost    = "0.25"
                  api     = claude
                }
                """))) {
            jvm.obey("review claude-sonnet-4-5");

            Scrape scrape = jvm.scrape();
            assertThat(scrape.sum("phase3_api_cost_dollars_total", "feature=ai_coaching", "api=claude"))
                    .isEqualTo(0.25);
            assertThat(dollars(scrape)).isEqualTo(0.25);
            assertThat(tokens(scrape)).containsEntry("input", 1200L);
            assertThat(scrape.sum("phase3_llm_unpriced_tokens_total")).isZero();
        }
    }

    private ForkedJvm start(ForkedJvm.Builder builder) {
        return builder.application()
                .main("com.acme.anthropic.Main", vendor.uri().toString())
                .ready();
    }

    /** The end of an asynchronous call may be recorded a moment after its caller knows. */
    private static Scrape after(ForkedJvm jvm, int requests) {
        jvm.await(requests + " requests", () -> jvm.scrape().sum("phase3_llm_requests_total") >= requests);
        return jvm.scrape();
    }

    private void fail(int status, int times) {
        String body = """
                {"type": "error", "error": {"type": "api_error", "message": "no"}}
                """;
        for (int i = 0; i < times; i++) {
            vendor.json(status, Map.of("Retry-After-Ms", "50"), body);
        }
    }

    private static double dollars(Scrape scrape) {
        return scrape.sum("phase3_api_cost_dollars_total");
    }

    private static String message(String model, String usage) {
        return """
                {"id": "m1", "type": "message", "role": "assistant", "model": "%s", "stop_reason": "end_turn",
                 "stop_sequence": null, "content": [{"type": "text", "text": "Because.", "citations": null}], "usage": %s}
                """.formatted(model, usage);
    }

    /** The first event tells what was read, and of the output next to nothing. */
    private static String[] stream(String usage) {
        String start = message(SONNET, usage.replace("\"output_tokens\": 300", "\"output_tokens\": 1"));
        return Stream.of("""
                        {"type": "message_start", "message": %s}""".formatted(start), """
                        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "", "citations": null}}""", """
                        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Because."}}""", """
                        {"type": "content_block_stop", "index": 0}""", """
                        {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null}, "usage": {"output_tokens": 300}}""", """
                        {"type": "message_stop"}""")
                .map(data -> "event: " + data.split("\"", -1)[3] + "\ndata: " + data.replace("\n", " "))
                .toArray(String[]::new);
    }
}

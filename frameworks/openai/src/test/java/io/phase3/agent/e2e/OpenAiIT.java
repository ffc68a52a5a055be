package io.phase3.agent.e2e;

import static io.phase3.agent.e2e.LlmCounts.operations;
import static io.phase3.agent.e2e.LlmCounts.requests;
import static io.phase3.agent.e2e.LlmCounts.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** openai-java, in a program that knows nothing of the agent, against a vendor on loopback. */
class OpenAiIT {
    private static final String GPT = "gpt-4.1-2025-04-14";
    private static final Offset<Double> A_BILLIONTH = within(1e-9);

    /** By the list: 2, 0.50 and 8 dollars for a million; of the 1500 that were read 500 came from the cache. */
    private static final double DOLLARS = (1000 * 2 + 500 * 0.50 + 200 * 8) / 1_000_000.0;

    private final VendorServer vendor = VendorServer.start();

    @AfterEach
    void close() {
        vendor.close();
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void every_way_to_ask_is_counted_once_and_no_token_twice(Jdk jdk) {
        try (ForkedJvm jvm = start(jdk)) {
            vendor.json(200, completion()).json(200, completion());
            jvm.obey("chat gpt-4.1");
            jvm.obey("chat-async gpt-4.1");
            vendor.events(chunks()).events(chunks());
            jvm.obey("chat-stream gpt-4.1");
            jvm.obey("chat-stream-async gpt-4.1");
            vendor.json(200, response("completed")).json(200, response("completed"));
            jvm.obey("response gpt-4.1");
            jvm.obey("response-async gpt-4.1");
            vendor.events(events("completed")).events(events("completed"));
            jvm.obey("response-stream gpt-4.1");
            jvm.obey("response-stream-async gpt-4.1");

            Scrape scrape = after(jvm, 8);
            assertThat(requests(scrape)).isEqualTo(Map.of("unattributed/" + GPT + "/success", 8L));
            assertThat(tokens(scrape))
                    .containsEntry("input", 8 * 1000L)
                    .containsEntry("cache_read", 8 * 500L)
                    .containsEntry("output", 8 * 200L);
            assertThat(scrape.sum("phase3_api_cost_dollars_total", "api=openai"))
                    .isEqualTo(8 * DOLLARS, A_BILLIONTH);
            assertThat(operations(scrape, "openai-chat-completions", "success")).isEqualTo(2);
            assertThat(operations(scrape, "openai-chat-completions-streaming", "success"))
                    .isEqualTo(2);
            assertThat(operations(scrape, "openai-responses", "success")).isEqualTo(2);
            assertThat(operations(scrape, "openai-responses-streaming", "success"))
                    .isEqualTo(2);
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void a_request_with_an_image_is_vision(Jdk jdk) {
        vendor.json(200, completion()).json(200, response("completed"));
        try (ForkedJvm jvm = start(jdk)) {
            jvm.obey("chat-photo gpt-4.1");
            jvm.obey("response-photo gpt-4.1");

            Scrape scrape = jvm.scrape();
            assertThat(requests(scrape)).isEqualTo(Map.of("property_intelligence/" + GPT + "/success", 2L));
            assertThat(scrape.sum("phase3_vision_analysis_duration_seconds_count", "outcome=success"))
                    .isEqualTo(2);
            assertThat(scrape.sum("phase3_operation_duration_seconds_count")).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.phase3.agent.e2e.Jdk#two")
    void what_goes_wrong_is_one_call_by_how_it_went_wrong(Jdk jdk) {
        try (ForkedJvm jvm = start(jdk)) {
            fail(500);
            jvm.obey("chat gpt-4.1");
            fail(429);
            jvm.obey("chat-stream gpt-4.1");
            fail(429);
            jvm.obey("response-async gpt-4.1");
            vendor.json(200, response("failed"));
            jvm.obey("response gpt-4.1");
            vendor.events(events("failed"));
            jvm.obey("response-stream gpt-4.1");
            vendor.eventsAndSilence(chunks()[0]).eventsAndSilence(chunks()[0]);
            jvm.obey("chat-stream-first gpt-4.1");
            jvm.obey("chat-stream-async-first gpt-4.1");
            // Never answered: of an answer that has begun the SDK may read the rest on the thread that asks, agent or
            // not.
            jvm.obey("chat-cancel gpt-4.1");

            Scrape scrape = after(jvm, 8);
            assertThat(requests(scrape))
                    .isEqualTo(Map.of(
                            "unattributed/gpt-4.1/error",
                            1L,
                            "unattributed/gpt-4.1/rate_limited",
                            2L,
                            "unattributed/" + GPT + "/error",
                            2L,
                            "unattributed/gpt-4.1/cancelled",
                            1L,
                            "unattributed/" + GPT + "/success",
                            2L));
            assertThat(jvm.complaints()).isEmpty();
        }
    }

    private ForkedJvm start(Jdk jdk) {
        return ForkedJvm.on(jdk)
                .agent("")
                .application()
                .main("com.acme.openai.Main", vendor.uri().toString())
                .ready();
    }

    /** The end of an asynchronous call may be recorded a moment after its caller knows. */
    private static Scrape after(ForkedJvm jvm, int requests) {
        jvm.await(requests + " requests", () -> jvm.scrape().sum("phase3_llm_requests_total") >= requests);
        return jvm.scrape();
    }

    /** Once, and twice when the SDK tries again. */
    private void fail(int status) {
        for (int i = 0; i < 3; i++) {
            vendor.json(status, Map.of("Retry-After-Ms", "50"), """
                    {"error": {"message": "no", "type": "server_error", "param": null, "code": null}}
                    """);
        }
    }

    private static String completion() {
        return """
                {"id": "c1", "object": "chat.completion", "created": 1, "model": "%s", "service_tier": "default",
                 "choices": [{"index": 0, "finish_reason": "stop", "logprobs": null,
                   "message": {"role": "assistant", "content": "Because.", "refusal": null}}],
                 "usage": %s}
                """.formatted(GPT, CHAT_USAGE);
    }

    private static final String CHAT_USAGE = """
            {"prompt_tokens": 1500, "completion_tokens": 200, "total_tokens": 1700,
             "prompt_tokens_details": {"cached_tokens": 500, "audio_tokens": 0}}""";

    private static String[] chunks() {
        String chunk = """
                {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "%s", "choices": [%s], "usage": %s}""";
        String choice = """
                {"index": 0, "finish_reason": null, "delta": {"role": "assistant", "content": "Because."}}""";
        return new String[] {
            "data: " + chunk.formatted(GPT, choice, "null"),
            "data: " + chunk.formatted(GPT, "", CHAT_USAGE).replace("\n", " "),
            "data: [DONE]"
        };
    }

    private static String response(String status) {
        return """
                {"id": "r1", "object": "response", "created_at": 1, "model": "%s", "status": "%s", "error": null,
                 "incomplete_details": null, "instructions": null, "metadata": {}, "output": [],
                 "parallel_tool_calls": true, "temperature": 1, "tool_choice": "auto", "tools": [], "top_p": 1,
                 "service_tier": "default",
                 "usage": {"input_tokens": 1500, "input_tokens_details": {"cached_tokens": 500, "cache_write_tokens": 0},
                   "output_tokens": 200, "output_tokens_details": {"reasoning_tokens": 100}, "total_tokens": 1700}}
                """.formatted(GPT, status);
    }

    private static String[] events(String end) {
        String event = """
                event: response.%s
                data: {"type": "response.%s", "sequence_number": 1, "response": %s}""";
        return new String[] {
            event.formatted("created", "created", response("in_progress").replace("\n", " ")),
            event.formatted(end, end, response(end).replace("\n", " "))
        };
    }
}

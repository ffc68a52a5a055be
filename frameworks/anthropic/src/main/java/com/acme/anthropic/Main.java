package com.acme.anthropic;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.ObjectMappers;
import com.anthropic.core.http.AsyncStreamResponse;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.models.beta.messages.BetaMessageParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageParam;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks Claude, at the address given. Each line of standard input is something to do: a way to ask, and the model.
 *
 * <p>What goes wrong is expected, and told on standard output.
 */
public final class Main {
    private static final String IMAGE = """
            {"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "aGVsbG8="}}
            """;

    private final AnthropicClient claude;
    private final AnthropicClientAsync async;

    private Main(AnthropicClient claude) {
        this.claude = claude;
        this.async = claude.async();
    }

    public static void main(String[] args) throws IOException {
        Main main = new Main(AnthropicOkHttpClient.builder()
                .baseUrl(args[0])
                .apiKey("none")
                .maxRetries(2)
                .build());
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            String[] words = command.split(" ");
            try {
                System.out.println(main.obey(words[0], words[1]));
            } catch (Exception e) {
                System.out.println(e.getClass().getSimpleName());
            }
            System.out.println("done " + command);
        }
        // The SDK's threads outlive their last request by a minute.
        System.exit(0);
    }

    private Object obey(String way, String model) throws Exception {
        return switch (way) {
            case "ask" -> text(claude.messages().create(question(model)));
            case "review" -> review(model);
            case "photo" -> text(claude.messages().create(photo(model)));
            case "screenshot" -> text(claude.messages().create(screenshot(model)));
            case "ask-async" -> text(async.messages().create(question(model)).get());
            case "cancel" -> cancel(async.messages().create(question(model)));
            case "beta" -> claude.beta().messages().create(betaQuestion(model)).id();
            case "beta-photo" ->
                claude.beta().messages().create(betaPhoto(model)).id();
            case "beta-async" ->
                async.beta().messages().create(betaQuestion(model)).get().id();
            case "stream" -> read(claude.messages().createStreaming(question(model)), Long.MAX_VALUE);
            case "stream-photo" -> read(claude.messages().createStreaming(photo(model)), Long.MAX_VALUE);
            case "stream-first" -> read(claude.messages().createStreaming(question(model)), 1);
            case "beta-stream" -> readStream(claude.beta().messages().createStreaming(betaQuestion(model)));
            case "stream-async" -> readAll(async.messages().createStreaming(question(model)));
            case "stream-async-first" -> readFirst(async.messages().createStreaming(question(model)));
            case "beta-stream-async" -> readAll(async.beta().messages().createStreaming(betaQuestion(model)));
            default -> throw new IllegalArgumentException(way);
        };
    }

    /** What the business knows: a conversation is reviewed, whoever does it. */
    private String review(String model) {
        return text(claude.messages().create(question(model)));
    }

    private static MessageCreateParams question(String model) {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addUserMessage("Why?")
                .build();
    }

    /** A message with an image, made of its JSON because the SDK has changed how it is built. */
    private static MessageCreateParams photo(String model) throws IOException {
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addMessage(ObjectMappers.jsonMapper().readValue(user(IMAGE), MessageParam.class))
                .build();
    }

    /** A message with what a tool has seen. */
    private static MessageCreateParams screenshot(String model) throws IOException {
        String seen = """
                {"type": "tool_result", "tool_use_id": "t1", "content": [%s]}
                """.formatted(IMAGE);
        return MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addMessage(ObjectMappers.jsonMapper().readValue(user(seen), MessageParam.class))
                .build();
    }

    private static com.anthropic.models.beta.messages.MessageCreateParams betaQuestion(String model) {
        return com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addUserMessage("Why?")
                .build();
    }

    private static com.anthropic.models.beta.messages.MessageCreateParams betaPhoto(String model) throws IOException {
        return com.anthropic.models.beta.messages.MessageCreateParams.builder()
                .model(model)
                .maxTokens(100)
                .addMessage(ObjectMappers.jsonMapper().readValue(user(IMAGE), BetaMessageParam.class))
                .build();
    }

    private static String user(String block) {
        return """
                {"role": "user", "content": [{"type": "text", "text": "What is this?"}, %s]}
                """.formatted(block);
    }

    private static String text(Message answer) {
        return answer.content().get(0).asText().text();
    }

    /** Changes its mind once the request is under way. */
    private static boolean cancel(CompletableFuture<Message> answer) {
        return answer.cancel(true);
    }

    private static <T> long read(StreamResponse<T> events, long most) {
        try (events) {
            Object stream = events;
            // As a for-each loop does, of which the SDK's older versions know nothing.
            Iterator<?> next = stream instanceof Iterable<?> elements
                    ? elements.iterator()
                    : events.stream().iterator();
            long read = 0;
            while (read < most && next.hasNext()) {
                next.next();
                read++;
            }
            return read;
        }
    }

    private static <T> long readStream(StreamResponse<T> events) {
        try (events) {
            return events.stream().mapToLong(event -> 1).sum();
        }
    }

    private static <T> long readAll(AsyncStreamResponse<T> events) throws Exception {
        AtomicLong read = new AtomicLong();
        events.subscribe(event -> read.incrementAndGet()).onCompleteFuture().get();
        return read.get();
    }

    private static <T> long readFirst(AsyncStreamResponse<T> events) throws InterruptedException {
        CountDownLatch read = new CountDownLatch(1);
        // On the thread that reads: the SDK cannot close a stream while another thread waits for its next event.
        events.subscribe(event -> {
            events.close();
            read.countDown();
        });
        read.await();
        return 1;
    }
}

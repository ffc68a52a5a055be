package com.acme.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ObjectMappers;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageParam;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks OpenAI's models, at the address given. Each line of standard input is something to do: a way to ask, and the model.
 *
 * <p>What goes wrong is expected, and told on standard output.
 */
public final class Main {
    private final OpenAIClient openai;
    private final OpenAIClientAsync async;

    private Main(OpenAIClient openai) {
        this.openai = openai;
        this.async = openai.async();
    }

    public static void main(String[] args) throws IOException {
        Main main = new Main(OpenAIOkHttpClient.builder()
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
            case "chat" -> text(openai.chat().completions().create(question(model)));
            case "chat-photo" -> text(openai.chat().completions().create(photo(model)));
            case "chat-async" ->
                text(async.chat().completions().create(question(model)).get());
            case "chat-cancel" ->
                async.chat().completions().create(question(model)).cancel(true);
            case "chat-stream" -> read(openai.chat().completions().createStreaming(question(model)), Long.MAX_VALUE);
            case "chat-stream-first" -> read(openai.chat().completions().createStreaming(question(model)), 1);
            case "chat-stream-async" -> readAll(async.chat().completions().createStreaming(question(model)));
            case "chat-stream-async-first" ->
                readFirst(async.chat().completions().createStreaming(question(model)));
            case "response" -> openai.responses().create(prompt(model)).id();
            case "response-photo" ->
                openai.responses().create(photoPrompt(model)).id();
            case "response-async" ->
                async.responses().create(prompt(model)).get().id();
            case "response-stream" -> read(openai.responses().createStreaming(prompt(model)), Long.MAX_VALUE);
            case "response-stream-async" -> readAll(async.responses().createStreaming(prompt(model)));
            default -> throw new IllegalArgumentException(way);
        };
    }

    private static ChatCompletionCreateParams question(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Why?")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
    }

    private static ChatCompletionCreateParams photo(String model) throws IOException {
        String user = """
                {"role": "user", "content": [
                  {"type": "text", "text": "What is this?"},
                  {"type": "image_url", "image_url": {"url": "data:image/png;base64,aGVsbG8="}}]}
                """;
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addMessage(ObjectMappers.jsonMapper().readValue(user, ChatCompletionMessageParam.class))
                .build();
    }

    private static ResponseCreateParams prompt(String model) {
        return ResponseCreateParams.builder().model(model).input("Why?").build();
    }

    private static ResponseCreateParams photoPrompt(String model) throws IOException {
        String user = """
                {"type": "message", "role": "user", "content": [
                  {"type": "input_text", "text": "What is this?"},
                  {"type": "input_image", "image_url": "data:image/png;base64,aGVsbG8=", "detail": "auto"}]}
                """;
        return ResponseCreateParams.builder()
                .model(model)
                .inputOfResponse(List.of(ObjectMappers.jsonMapper().readValue(user, ResponseInputItem.class)))
                .build();
    }

    private static String text(ChatCompletion answer) {
        return answer.choices().get(0).message().content().orElseThrow();
    }

    private static <T> long read(StreamResponse<T> events, long most) {
        try (events) {
            Iterator<T> next = events.stream().iterator();
            long read = 0;
            while (read < most && next.hasNext()) {
                next.next();
                read++;
            }
            return read;
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

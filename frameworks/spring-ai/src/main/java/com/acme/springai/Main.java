package com.acme.springai;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.content.Media;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.MimeTypeUtils;

/** Has language models describe houses. */
public final class Main {
    private final ChatModel anthropic;
    private final ChatModel openAi;

    private Main(URI vendor) {
        anthropic = Models.anthropic(vendor, "claude-sonnet-4-5-20250929");
        openAi = Models.openAi(vendor, "gpt-4o");
    }

    public static void main(String[] args) throws IOException {
        Main main = new Main(URI.create(args[0]));
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            try {
                System.out.println(main.run(command));
            } catch (RuntimeException e) {
                System.out.println(e.getClass().getSimpleName());
            }
            System.out.println("done " + command);
        }
    }

    private String run(String command) {
        return switch (command) {
            case "describe" -> describe();
            case "photo" ->
                anthropic.call(UserMessage.builder()
                        .text("What is this?")
                        .media(new Media(MimeTypeUtils.IMAGE_PNG, new ByteArrayResource(new byte[] {1, 2, 3})))
                        .build());
            case "client" ->
                ChatClient.create(anthropic).prompt("Describe it.").call().content();
            case "stream" ->
                String.join("", anthropic.stream("Slowly.").collectList().block());
            case "cancelled" -> cancelled();
            case "openai" -> openAi.call("Describe it.");
            default -> throw new IllegalArgumentException(command);
        };
    }

    /** What is configured with a feature in the test. */
    private String describe() {
        return anthropic.call("Describe it.");
    }

    /**
     * Loses interest after the first words, on the thread that reads them: anthropic-java, when it is told to stop by another
     * one, waits for the next words itself.
     */
    private String cancelled() {
        anthropic.stream(new Prompt("Slowly.")).blockFirst();
        return "cancelled";
    }
}

package com.acme.langchain4j;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.bedrock.BedrockChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** Has language models describe houses: one that LangChain4j calls itself, and one that it calls through a vendor's SDK. */
public final class Main {
    private final ChatModel anthropic;
    private final ChatModel bedrock;

    private Main(URI vendor) {
        anthropic = AnthropicChatModel.builder()
                .baseUrl(vendor + "/v1/")
                .apiKey("key")
                .modelName("claude-sonnet-4-5-20250929")
                .maxRetries(1)
                .build();
        bedrock = BedrockChatModel.builder()
                .client(BedrockRuntimeClient.builder()
                        .endpointOverride(vendor)
                        .region(Region.EU_CENTRAL_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                        .build())
                .modelId("anthropic.claude-sonnet-4-5-20250929-v1:0")
                .maxRetries(0)
                .build();
    }

    /** What LangChain4j implements. */
    interface Writer {
        String write(String about);
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
                anthropic
                        .chat(UserMessage.from(
                                TextContent.from("What is this?"), ImageContent.from("AQID", "image/png")))
                        .aiMessage()
                        .text();
            case "service" ->
                AiServices.builder(Writer.class).chatModel(anthropic).build().write("a garden");
            case "bedrock" -> bedrock.chat("Describe it.");
            default -> throw new IllegalArgumentException(command);
        };
    }

    /** What is configured with a feature in the test. */
    private String describe() {
        return anthropic.chat("Describe it.");
    }
}

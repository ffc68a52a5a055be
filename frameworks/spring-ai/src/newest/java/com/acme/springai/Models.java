package com.acme.springai;

import java.net.URI;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;

/** Models of Spring AI 2, which calls vendors through their own SDKs. */
final class Models {
    private Models() {}

    static ChatModel anthropic(URI vendor, String model) {
        return AnthropicChatModel.builder()
                .options(AnthropicChatOptions.builder()
                        .baseUrl(vendor.toString())
                        .apiKey("key")
                        .model(model)
                        .maxTokens(100)
                        .maxRetries(1)
                        .build())
                .build();
    }

    static ChatModel openAi(URI vendor, String model) {
        return OpenAiChatModel.builder()
                .options(OpenAiChatOptions.builder()
                        .baseUrl(vendor + "/v1")
                        .apiKey("key")
                        .model(model)
                        .maxRetries(1)
                        .build())
                .build();
    }
}

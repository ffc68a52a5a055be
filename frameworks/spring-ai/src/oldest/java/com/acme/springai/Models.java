package com.acme.springai;

import java.net.URI;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.anthropic.AnthropicChatOptions;
import org.springframework.ai.anthropic.api.AnthropicApi;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.retry.support.RetryTemplate;

/** Models of Spring AI 1, which has its own HTTP clients. */
final class Models {
    private Models() {}

    static ChatModel anthropic(URI vendor, String model) {
        return AnthropicChatModel.builder()
                .anthropicApi(AnthropicApi.builder()
                        .baseUrl(vendor.toString())
                        .apiKey("key")
                        .build())
                .defaultOptions(AnthropicChatOptions.builder()
                        .model(model)
                        .maxTokens(100)
                        .build())
                .retryTemplate(RetryTemplate.builder()
                        .maxAttempts(2)
                        .retryOn(TransientAiException.class)
                        .build())
                .build();
    }

    static ChatModel openAi(URI vendor, String model) {
        return OpenAiChatModel.builder()
                .openAiApi(OpenAiApi.builder()
                        .baseUrl(vendor.toString())
                        .apiKey("key")
                        .build())
                .defaultOptions(OpenAiChatOptions.builder().model(model).build())
                .build();
    }
}

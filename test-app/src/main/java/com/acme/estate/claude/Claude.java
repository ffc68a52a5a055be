package com.acme.estate.claude;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.CacheControlEphemeral;
import com.anthropic.models.messages.TextBlockParam;
import java.time.Duration;
import java.util.List;

/** How this service talks to Claude: limits, retries and cached instructions. */
public final class Claude {
    private static final int RETRIES = 2;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private Claude() {}

    public static AnthropicClient connect(String baseUrl, String apiKey) {
        return AnthropicOkHttpClient.builder()
                .baseUrl(baseUrl)
                .apiKey(apiKey)
                .maxRetries(RETRIES)
                .timeout(TIMEOUT)
                .build();
    }

    /** Instructions that are the same in every call, hence paid in full only once in a while. */
    public static List<TextBlockParam> cachedInstructions(String text) {
        return List.of(TextBlockParam.builder()
                .text(text)
                .cacheControl(CacheControlEphemeral.builder().build())
                .build());
    }
}

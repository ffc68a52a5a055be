package com.acme.estate.claude;

import com.anthropic.models.messages.Usage;

/** What one call of the model consumed, in tokens; the four counts are disjoint. */
public record TokenUsage(long inputTokens, long outputTokens, long cacheReadTokens, long cacheWriteTokens) {

    static TokenUsage of(Usage usage) {
        return new TokenUsage(
                usage.inputTokens(),
                usage.outputTokens(),
                usage.cacheReadInputTokens().orElse(0L),
                usage.cacheCreationInputTokens().orElse(0L));
    }
}

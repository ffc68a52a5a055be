package com.acme.estate.coaching;

import com.acme.estate.claude.TokenUsage;

/**
 * What an agent can learn from a conversation.
 *
 * @param score 0 to 1
 * @param conclusive whether the transcript was complete enough to tell
 */
public record Feedback(String agent, ConversationType type, double score, boolean conclusive, TokenUsage usage) {

    /** Whether the agent should hear about it now rather than in the weekly review. */
    boolean isUrgent() {
        return conclusive && score < 0.35;
    }
}

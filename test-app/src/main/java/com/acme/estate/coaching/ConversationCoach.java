package com.acme.estate.coaching;

import com.acme.estate.claude.Verdict;
import com.acme.estate.events.Event;
import com.acme.estate.events.EventBus;
import com.acme.estate.events.Topic;
import com.anthropic.client.AnthropicClient;
import io.phase3.annotations.Phase3Timed;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Tells agents what went well in a conversation and what did not. */
public final class ConversationCoach {
    private final AnthropicClient claude;
    private final CoachingAlerts alerts;
    private final EventBus bus;
    private final Executor executor;

    public ConversationCoach(AnthropicClient claude, CoachingAlerts alerts, EventBus bus, Executor executor) {
        this.claude = claude;
        this.alerts = alerts;
        this.bus = bus;
        this.executor = executor;
    }

    /** Examines a conversation in the background; an agent who needs it is alerted on the way. */
    @Phase3Timed(
            kind = "coaching",
            feature = "ai_coaching",
            type = "conversation.type.label",
            lead = "conversation.leadId",
            success = "result.conclusive",
            cost = "result.usage.inputTokens * 0.000001 + result.usage.outputTokens * 0.000005"
                    + " + result.usage.cacheReadTokens * 0.0000001 + result.usage.cacheWriteTokens * 0.00000125",
            api = "claude")
    public CompletableFuture<Feedback> analyse(Conversation conversation) {
        return claude.async()
                .messages()
                .create(Transcripts.question(conversation))
                .thenApplyAsync(message -> conclude(conversation, Verdict.of(message)), executor);
    }

    /** Examines a conversation that is still going on, while the agent waits. */
    public Feedback review(Conversation conversation) {
        return conclude(conversation, Verdict.of(claude.messages().create(Transcripts.question(conversation))));
    }

    private Feedback conclude(Conversation conversation, Verdict verdict) {
        Feedback feedback = new Feedback(
                conversation.agent(), conversation.type(), verdict.score(), verdict.usable(), verdict.usage());
        bus.publish(Event.now(Topic.COACHING, conversation.type().label(), conversation.agent()));
        if (feedback.isUrgent()) {
            alerts.send(feedback);
        }
        return feedback;
    }
}

package com.acme.estate.coaching;

import com.acme.estate.claude.Claude;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Model;

/** A question about a transcript as Claude wants it asked. */
final class Transcripts {
    private static final String INSTRUCTIONS = """
            You coach real-estate agents. You read the transcript of one conversation between an agent and a lead and
            answer one question about the agent's part in it. Judge behavior, not results: a lead who says no after a
            good conversation is a good conversation. Consider whether the agent asked before telling, quoted figures
            that the transcript supports, named the next step and its date, and left the lead in control. Ignore
            spelling and small talk. A score of 0 means that a manager should call today, 0.5 an ordinary
            conversation, 1 one to play in training. If the transcript breaks off before the question can be answered,
            it is unusable, and the score is your best guess. Answer with one JSON object and nothing else:
            {"score": number from 0 to 1, "usable": boolean}
            """;
    private static final long MAX_TOKENS = 1_024;

    private Transcripts() {}

    static MessageCreateParams question(Conversation conversation) {
        return MessageCreateParams.builder()
                .model(Model.CLAUDE_HAIKU_4_5)
                .maxTokens(MAX_TOKENS)
                .systemOfTextBlockParams(Claude.cachedInstructions(INSTRUCTIONS))
                .addUserMessage(conversation.type().question() + "\n\n" + conversation.transcript())
                .build();
    }
}

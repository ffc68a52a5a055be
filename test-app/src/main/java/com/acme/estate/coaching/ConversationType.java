package com.acme.estate.coaching;

/** What a conversation between agent and lead is to be examined for. */
public enum ConversationType {
    CONVERSATION("conversation", "Did the agent listen, and was every question of the lead answered?"),
    OBJECTION_HANDLING("objection_handling", "Did the agent take the lead's objections seriously and resolve them?"),
    CLOSING("closing", "Did the agent ask for a decision, at the right moment and without pressure?");

    private final String label;
    private final String question;

    ConversationType(String label, String question) {
        this.label = label;
        this.question = question;
    }

    public String label() {
        return label;
    }

    String question() {
        return question;
    }
}

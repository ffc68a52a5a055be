package io.phase3.agent.record;

import java.util.concurrent.CompletionStage;

/** What rules are bound to here; only its types matter, no method is ever called. */
abstract class Desk {
    static final class Message {
        public final String type;
        public final int size;

        Message(String type, int size) {
            this.type = type;
            this.size = size;
        }
    }

    static final class Answer {
        public final int status;

        /** Null where nobody said. */
        public final Boolean accepted;

        Answer(int status, Boolean accepted) {
            this.status = status;
            this.accepted = accepted;
        }
    }

    abstract Answer handle(Message message);

    abstract CompletionStage<Answer> handleLater(Message message);

    abstract void publish(Message message, String bus, Long depth);
}

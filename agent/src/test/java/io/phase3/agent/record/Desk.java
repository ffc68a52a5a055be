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

    static final class Prompt {
        public final String model;
        public final Boolean image;
        public final Boolean batch;

        Prompt(String model, Boolean image, Boolean batch) {
            this.model = model;
            this.image = image;
            this.batch = batch;
        }
    }

    /** What a language model says in one piece, or in one of several; null where it says nothing of that. */
    static final class Completion {
        public final String model;
        public final Long input;
        public final Long output;
        public final Long read;
        public final Long written;
        public final Long kept;

        Completion(String model, Long input, Long output, Long read, Long written, Long kept) {
            this.model = model;
            this.input = input;
            this.output = output;
            this.read = read;
            this.written = written;
            this.kept = kept;
        }
    }

    abstract Completion complete(Prompt prompt);

    abstract Answer handle(Message message);

    abstract CompletionStage<Answer> handleLater(Message message);

    abstract void publish(Message message, String bus, Long depth);
}

package io.phase3.agent.expression;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SDK of a language model as Kotlin's compiler and Stainless' generator write them: anthropic-java, openai-java. */
@SuppressWarnings({"unused", "EffectivelyPrivate", "DoNotCallSuggester"
}) // Fields that are only there, as in the original.
class Sdk {
    /** Keeps its values in a body: only the builder shows that {@code messages()} gives back what was set. */
    static final class CreateParams {
        private final Body body;

        CreateParams(Message... messages) {
            this.body = new Body(Arrays.asList(messages));
        }

        public List<Message> messages() {
            return body.messages;
        }

        public Object model() {
            return "claude";
        }

        public String start() {
            throw new AssertionError("a method that is no accessor was called");
        }

        static final class Body {
            private final List<Message> messages;

            Body(List<Message> messages) {
                this.messages = messages;
            }
        }

        static final class Builder {
            public Builder messages(List<Message> messages) {
                return this;
            }

            public Builder model(Object model) {
                return this;
            }

            public CreateParams start(int times) {
                throw new AssertionError("never called");
            }
        }
    }

    static final class Message {
        private final JsonField<Content> content;

        Message(Content content) {
            this.content = new JsonField<>(content);
        }

        public Content content() {
            return content.value();
        }
    }

    /** A union: one of its values is present; {@code isBlockParams} asks whether, {@code blockParams} gives it. */
    static final class Content {
        private final String string;
        private final List<Block> blockParams;

        Content(String string) {
            this.string = string;
            this.blockParams = null;
        }

        Content(Block... blocks) {
            this.string = null;
            this.blockParams = Arrays.asList(blocks);
        }

        public Optional<String> string() {
            return Optional.ofNullable(string);
        }

        public Optional<List<Block>> blockParams() {
            return Optional.ofNullable(blockParams);
        }

        public boolean isString() {
            return string != null;
        }

        public boolean isBlockParams() {
            return blockParams != null;
        }
    }

    enum Type {
        TEXT,
        IMAGE
    }

    static final class Block {
        private final Type type;
        private final Image image;

        Block(Type type) {
            this.type = type;
            this.image = type == Type.IMAGE ? new Image() : null;
        }

        public Type type() {
            return type;
        }

        public Optional<Image> image() {
            return Optional.ofNullable(image);
        }

        public boolean isImage() {
            return image != null;
        }
    }

    static final class Image {}

    record JsonField<T>(T value) {}

    static final class Reply {
        private final JsonField<Usage> usage = new JsonField<>(new Usage());

        public Usage usage() {
            return usage.value();
        }
    }

    static final class Usage {
        private final JsonField<CacheCreation> cacheCreation = new JsonField<>(new CacheCreation());
        private final JsonField<Long> cacheReadInputTokens = new JsonField<>(null);

        public Optional<CacheCreation> cacheCreation() {
            return Optional.of(cacheCreation.value());
        }

        public Optional<Long> cacheReadInputTokens() {
            return Optional.ofNullable(cacheReadInputTokens.value());
        }
    }

    static final class CacheCreation {
        private final JsonField<Long> ephemeral5mInputTokens = new JsonField<>(300L);

        public long ephemeral5mInputTokens() {
            return ephemeral5mInputTokens.value();
        }
    }

    /** What an HTTP client makes of a response. */
    record Response(Map<String, List<String>> headers, Map<String, Object> attributes) {}

    Reply create(CreateParams params) {
        return new Reply();
    }

    Response invoke(Response response) {
        return response;
    }

    Reply anything(Object anything) {
        return new Reply();
    }
}

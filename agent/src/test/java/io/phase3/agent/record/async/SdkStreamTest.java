package io.phase3.agent.record.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The streams of LLM SDKs, by interfaces of their shape. */
class SdkStreamTest {
    private final RuntimeException failure = new IllegalStateException("overloaded");

    /** As in the SDKs. */
    public interface StreamResponse<T> extends AutoCloseable {
        Stream<T> stream();

        @Override
        void close();
    }

    /** As in the SDKs. */
    public interface AsyncStreamResponse<T> {
        AsyncStreamResponse<T> subscribe(Handler<? super T> handler);

        AsyncStreamResponse<T> subscribe(Handler<? super T> handler, Executor executor);

        void close();

        /** As in the SDKs. */
        interface Handler<T> {
            void onNext(T value);

            default void onComplete(Optional<Throwable> error) {}
        }
    }

    private static final class Signals implements AsyncCall {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void element(Object value) {
            seen.add("element " + value);
        }

        @Override
        public void ended() {
            seen.add("ended");
        }

        @Override
        public void completed(Object value) {
            seen.add("completed " + value);
        }

        @Override
        public void failed(Throwable thrown) {
            seen.add("failed " + thrown.getMessage());
        }

        @Override
        public void cancelled() {
            seen.add("cancelled");
        }
    }

    private final Signals signals = new Signals();
    private boolean closed;

    @Nested
    class A_blocking_stream {
        @SuppressWarnings("unchecked")
        private StreamResponse<String> response(Stream<String> stream) {
            return (StreamResponse<String>) Relay.proxy(
                    StreamResponse.class,
                    new StreamResponseRelay(
                            new StreamResponse<String>() {
                                @Override
                                public Stream<String> stream() {
                                    return stream;
                                }

                                @Override
                                public void close() {
                                    closed = true;
                                }
                            },
                            signals));
        }

        @Test
        void hands_on_elements_and_ends_with_the_last() {
            try (StreamResponse<String> response = response(Stream.of("a", "b"))) {
                assertThat(response.stream().map(String::toUpperCase)).containsExactly("A", "B");
                assertThat(signals.seen).containsExactly("element a", "element b", "ended");
            }
            assertThat(closed).isTrue();
        }

        @Test
        void ends_when_it_is_closed() {
            try (StreamResponse<String> response = response(Stream.of("a", "b"))) {
                assertThat(response.stream().findFirst()).contains("a");
            }
            assertThat(signals.seen).containsExactly("element a", "ended");
        }

        @Test
        void fails_with_what_it_throws() {
            try (StreamResponse<String> response = response(Stream.of("a").map(item -> {
                throw failure;
            }))) {
                assertThatThrownBy(() -> response.stream().forEach(item -> {})).isSameAs(failure);
            }
            assertThat(signals.seen).startsWith("failed overloaded");
        }

        @Test
        void does_not_fail_with_what_its_reader_throws() {
            try (StreamResponse<String> response = response(Stream.of("a"))) {
                assertThatThrownBy(() -> response.stream().forEach(item -> {
                            throw failure;
                        }))
                        .isSameAs(failure);
            }
            assertThat(signals.seen).containsExactly("element a", "ended");
        }

        @Test
        void reads_no_further_than_its_reader() {
            Iterator<String> elements = response(Stream.of("a", "b")).stream().iterator();
            assertThat(elements.next()).isEqualTo("a");
            assertThat(signals.seen).containsExactly("element a");
        }
    }

    @Nested
    class An_asynchronous_stream implements AsyncStreamResponse<String> {
        private Handler<? super String> handler;

        @Override
        public AsyncStreamResponse<String> subscribe(Handler<? super String> given) {
            handler = given;
            return this;
        }

        @Override
        public AsyncStreamResponse<String> subscribe(Handler<? super String> given, Executor executor) {
            return subscribe(given);
        }

        @Override
        public void close() {
            closed = true;
        }

        @SuppressWarnings("unchecked")
        private AsyncStreamResponse<String> relayed() {
            return (AsyncStreamResponse<String>)
                    Relay.proxy(AsyncStreamResponse.class, new AsyncStreamResponseRelay(this, signals));
        }

        @Test
        void hands_on_what_its_handler_is_told() {
            List<String> seen = new ArrayList<>();
            AsyncStreamResponse<String> relayed = relayed();
            assertThat(relayed.subscribe(seen::add, Runnable::run)).isSameAs(relayed);
            handler.onNext("a");
            handler.onComplete(Optional.empty());
            assertThat(seen).containsExactly("a");
            assertThat(signals.seen).containsExactly("element a", "ended");
        }

        @Test
        void fails_with_what_its_handler_is_told() {
            relayed().subscribe(item -> {});
            handler.onComplete(Optional.of(failure));
            assertThat(signals.seen).containsExactly("failed overloaded");
        }

        @Test
        void ends_when_it_is_closed() {
            relayed().close();
            assertThat(closed).isTrue();
            assertThat(signals.seen).containsExactly("ended");
        }
    }
}

package io.phase3.agent.record.async;

import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sees the elements and the end of an SDK's {@code StreamResponse}; whoever closes it has read enough. */
final class StreamResponseRelay extends Relay {
    private final AsyncCall call;

    StreamResponseRelay(Object stream, AsyncCall call) {
        super(stream);
        this.call = call;
    }

    @Override
    Object relay(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close":
                call.ended();
                return passOn(method, arguments);
            case "stream":
                Stream<?> stream = (Stream<?>) passOn(method, arguments);
                return StreamSupport.stream(new Elements<>(stream.spliterator(), call), false)
                        .onClose(stream::close);
            case "iterator":
                return Spliterators.iterator(elements());
            case "spliterator":
                return elements();
            case "forEach":
                elements().forEachRemaining(uncheckedConsumer(arguments[0]));
                return null;
            default:
                return passOn(method, arguments);
        }
    }

    /** Of the SDKs that let it be read in a for-each loop. */
    private Elements<Object> elements() throws Throwable {
        Iterator<?> source = (Iterator<?>) passOn(Iterable.class.getMethod("iterator"), null);
        return new Elements<>(Spliterators.spliteratorUnknownSize(source, Spliterator.ORDERED), call);
    }

    @SuppressWarnings("unchecked") // The method's signature, which a proxy does not have.
    private static Consumer<Object> uncheckedConsumer(Object consumer) {
        return (Consumer<Object>) consumer;
    }

    /** Hands on one element after the other: what fails while it fetches one is the stream, not its reader. */
    private static final class Elements<T> implements Spliterator<T>, Consumer<T> {
        private final Spliterator<T> source;
        private final AsyncCall call;
        private T next;

        Elements(Spliterator<T> source, AsyncCall call) {
            this.source = source;
            this.call = call;
        }

        @Override
        public boolean tryAdvance(Consumer<? super T> action) {
            if (!fetch()) {
                return false;
            }
            T element = next;
            next = null;
            action.accept(element);
            return true;
        }

        private boolean fetch() {
            try {
                boolean fetched = source.tryAdvance(this);
                if (!fetched) {
                    call.ended();
                }
                return fetched;
            } catch (Throwable thrown) {
                call.failed(thrown);
                throw thrown;
            }
        }

        @Override
        public void accept(T element) {
            next = element;
            call.element(element);
        }

        /** In turn, as they come. */
        @Override
        public Spliterator<T> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return source.estimateSize();
        }

        @Override
        public int characteristics() {
            return source.characteristics() & ~SORTED;
        }
    }
}

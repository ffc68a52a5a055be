package io.phase3.agent.record.async;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * Finds the watch for a result by its class: by the name of the first known class or interface above it.
 *
 * <p>What is found is kept by the class itself, and holds nothing of another class loader than that of the known type.
 */
public final class Watches {
    private static final Watch NONE = (result, calls) -> null;

    private static final ClassValue<Watch> LISTENED = new ClassValue<Watch>() {
        @Override
        protected Watch computeValue(Class<?> type) {
            return listening(type);
        }
    };

    private static final ClassValue<Watch> REPLACED = new ClassValue<Watch>() {
        @Override
        protected Watch computeValue(Class<?> type) {
            return replacing(type, false);
        }
    };

    private static final ClassValue<Watch> REPLACED_BY_ELEMENT = new ClassValue<Watch>() {
        @Override
        protected Watch computeValue(Class<?> type) {
            return replacing(type, true);
        }
    };

    private Watches() {}

    /** The watch that listens to the result, which the caller keeps; null if it cannot be known when the call is over. */
    public static Watch listening(Object result) {
        Watch watch = LISTENED.get(result.getClass());
        boolean unknown = watch == NONE || (watch == Futures.DONE && !((Future<?>) result).isDone());
        return unknown ? null : watch;
    }

    /**
     * The watch that gives the caller something else in the result's place; null if it cannot be known when the call is
     * over.
     *
     * @param each whether each element of a stream is a call
     */
    public static Watch replacing(Object result, boolean each) {
        Watch watch = (each ? REPLACED_BY_ELEMENT : REPLACED).get(result.getClass());
        return watch == NONE ? null : watch;
    }

    private static Watch listening(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type)) {
            return Futures.STAGE;
        }
        for (Class<?> known : new SuperTypes(type)) {
            switch (known.getName()) {
                case "com.google.common.util.concurrent.ListenableFuture":
                    return Futures.ofGuava(known);
                case "io.netty.util.concurrent.Future":
                    return Futures.ofNetty(known);
                case "io.vertx.core.Future":
                    return Futures.ofVertx(known);
                default:
                    break;
            }
        }
        return Future.class.isAssignableFrom(type) ? Futures.DONE : NONE;
    }

    private static Watch replacing(Class<?> type, boolean each) {
        for (Class<?> known : new SuperTypes(type)) {
            switch (known.getName()) {
                case "reactor.core.publisher.Flux":
                    return each ? new LiftedFlux(known) : Peeked.stream(known, "doOnCancel");
                case "reactor.core.publisher.Mono":
                case "io.reactivex.rxjava3.core.Single":
                case "io.reactivex.rxjava3.core.Maybe":
                case "io.reactivex.rxjava3.core.Completable":
                    return Peeked.single(known);
                case "io.reactivex.rxjava3.core.Observable":
                    return each ? Peeked.each(known) : Peeked.stream(known, "doOnDispose");
                case "io.reactivex.rxjava3.core.Flowable":
                    return each ? Peeked.each(known) : Peeked.stream(known, "doOnCancel");
                case "org.reactivestreams.Publisher":
                case "java.util.concurrent.Flow$Publisher":
                    return (publisher, calls) -> Relay.proxy(known, new PublisherRelay(publisher, calls, each));
                case "com.anthropic.core.http.StreamResponse":
                case "com.openai.core.http.StreamResponse":
                    return (stream, calls) -> Relay.proxy(known, new StreamResponseRelay(stream, calls.made()));
                case "com.anthropic.core.http.AsyncStreamResponse":
                case "com.openai.core.http.AsyncStreamResponse":
                    return (stream, calls) -> Relay.proxy(known, new AsyncStreamResponseRelay(stream, calls.made()));
                default:
                    break;
            }
        }
        return NONE;
    }
}

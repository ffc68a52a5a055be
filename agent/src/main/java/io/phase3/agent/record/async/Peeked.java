package io.phase3.agent.record.async;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Replaces a cold publisher by one that also tells each subscription's call how it goes, in the library's own terms:
 *
 * <pre>{@code
 * Mono.defer(() -> {
 *     AsyncCall call = calls.begin();
 *     return mono.doOnSuccess(call::completed).doOnError(call::failed).doOnCancel(call::cancelled);
 * })
 * }</pre>
 *
 * <p>So context, fusion and back pressure are the library's business, as they were.
 */
final class Peeked implements Watch {
    /** What a subscription does to the publisher, in this order: its state, and the value of the signal. */
    private final Map<Method, BiConsumer<Subscription, Object>> signals = new LinkedHashMap<>();

    private final Method defer;
    private final Class<?> type;

    /** What one subscription has begun. */
    private static final class Subscription {
        private final AsyncCalls calls;
        private AsyncCall call;

        Subscription(AsyncCalls calls) {
            this.calls = calls;
        }
    }

    private Peeked(Class<?> type) {
        this.type = type;
        this.defer = Invocation.withCallback(type, "defer");
    }

    /** For a publisher of one value at most. */
    static Watch single(Class<?> type) {
        Peeked peeked = new Peeked(type);
        boolean hasValue = peeked.onIfThere("doOnSuccess", AsyncCall::completed);
        boolean hasEnd = !type.getName().equals("reactor.core.publisher.Mono")
                && peeked.onIfThere("doOnComplete", (call, nothing) -> call.completed(null));
        if (!hasValue && !hasEnd) {
            throw new IllegalArgumentException("unknown version of " + type.getName());
        }
        if (!peeked.onIfThere("doOnDispose", (call, nothing) -> call.cancelled())) {
            peeked.on("doOnCancel", (call, nothing) -> call.cancelled());
        }
        return peeked.on("doOnError", (call, thrown) -> call.failed((Throwable) thrown));
    }

    /**
     * For a publisher of many values, which are elements of one call.
     *
     * @param cancel the method that is told of cancellation
     */
    static Watch stream(Class<?> type, String cancel) {
        return new Peeked(type)
                .on("doOnNext", AsyncCall::element)
                .on("doOnComplete", (call, nothing) -> call.ended())
                .on(cancel, (call, nothing) -> call.cancelled())
                .on("doOnError", (call, thrown) -> call.failed((Throwable) thrown));
    }

    /** For a publisher of many values, each of which is a call that lasts until it has been taken. */
    static Watch each(Class<?> type) {
        Peeked peeked = new Peeked(type);
        peeked.signals.put(
                Invocation.withCallback(type, "doOnNext"),
                (subscription, value) -> subscription.call = subscription.calls.begin());
        return peeked.on("doAfterNext", AsyncCall::completed);
    }

    private Peeked on(String method, BiConsumer<AsyncCall, Object> signal) {
        signals.put(
                Invocation.withCallback(type, method),
                (subscription, value) -> signal.accept(subscription.call, value));
        return this;
    }

    private boolean onIfThere(String method, BiConsumer<AsyncCall, Object> signal) {
        try {
            on(method, signal);
            return true;
        } catch (IllegalArgumentException absent) {
            return false;
        }
    }

    @Override
    public Object watch(Object publisher, AsyncCalls calls) throws Exception {
        return defer.invoke(
                null, Callback.of(defer.getParameterTypes()[0], nothing -> peeked(publisher, new Subscription(calls))));
    }

    private Object peeked(Object publisher, Subscription subscription) {
        subscription.call = subscription.calls.begin();
        Object peeked = publisher;
        try {
            for (Map.Entry<Method, BiConsumer<Subscription, Object>> signal : signals.entrySet()) {
                Method method = signal.getKey();
                peeked = method.invoke(peeked, Callback.of(method.getParameterTypes()[0], value -> {
                    signal.getValue().accept(subscription, value);
                    return null;
                }));
            }
            return peeked;
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return publisher;
        }
    }
}

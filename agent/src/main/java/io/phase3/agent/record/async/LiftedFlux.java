package io.phase3.agent.record.async;

import java.lang.reflect.Method;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Replaces a Reactor {@code Flux} by one that puts a relay before each subscriber, by {@code Operators.lift}. */
final class LiftedFlux implements Watch {
    private final Method lift;
    private final Class<?> subscriber;

    LiftedFlux(Class<?> flux) {
        try {
            ClassLoader loader = flux.getClassLoader();
            subscriber = Class.forName("reactor.core.CoreSubscriber", false, loader);
            lift = Class.forName("reactor.core.publisher.Operators", false, loader)
                    .getMethod("lift", BiFunction.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("unknown version of Reactor: " + e.getMessage());
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Object watch(Object flux, AsyncCalls calls) throws Exception {
        BiFunction<Object, Object, Object> relay =
                (publisher, actual) -> Relay.proxy(subscriber, new ElementRelay(actual, calls));
        return ((Function<Object, Object>) lift.invoke(null, relay)).apply(flux);
    }
}

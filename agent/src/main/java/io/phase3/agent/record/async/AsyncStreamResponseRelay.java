package io.phase3.agent.record.async;

import java.lang.reflect.Method;
import java.util.Optional;

/** Sees the elements and the end of an SDK's {@code AsyncStreamResponse}; whoever closes it has read enough. */
final class AsyncStreamResponseRelay extends Relay {
    private final AsyncCall call;

    AsyncStreamResponseRelay(Object stream, AsyncCall call) {
        super(stream);
        this.call = call;
    }

    @Override
    Object relay(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "close":
                call.ended();
                break;
            case "subscribe":
                if (arguments[0] != null) {
                    Object[] relayed = arguments.clone();
                    relayed[0] = proxy(method.getParameterTypes()[0], new HandlerRelay(arguments[0], call));
                    return passOn(method, relayed);
                }
                break;
            default:
                break;
        }
        return passOn(method, arguments);
    }

    /** Sees what the handler is told. */
    private static final class HandlerRelay extends Relay {
        private final AsyncCall call;

        HandlerRelay(Object handler, AsyncCall call) {
            super(handler);
            this.call = call;
        }

        @Override
        Object relay(Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("onNext")) {
                call.element(arguments[0]);
            } else if (method.getName().equals("onComplete")) {
                Optional<?> error = (Optional<?>) arguments[0];
                if (error != null && error.isPresent()) {
                    call.failed((Throwable) error.get());
                } else {
                    call.ended();
                }
            }
            return passOn(method, arguments);
        }
    }
}

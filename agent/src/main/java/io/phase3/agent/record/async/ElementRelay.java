package io.phase3.agent.record.async;

import java.lang.reflect.Method;

/** Sees how long a subscriber takes for each element. */
final class ElementRelay extends Relay {
    private final AsyncCalls calls;

    ElementRelay(Object subscriber, AsyncCalls calls) {
        super(subscriber);
        this.calls = calls;
    }

    @Override
    Object relay(Method method, Object[] arguments) throws Throwable {
        if (!method.getName().equals("onNext")) {
            return passOn(method, arguments);
        }
        AsyncCall call = calls.begin();
        try {
            Object nothing = passOn(method, arguments);
            call.completed(arguments[0]);
            return nothing;
        } catch (Throwable thrown) {
            call.failed(thrown);
            throw thrown;
        }
    }
}

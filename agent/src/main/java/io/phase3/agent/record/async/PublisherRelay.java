package io.phase3.agent.record.async;

import java.lang.reflect.Method;

/** Sees the subscriptions to a publisher, of Reactive Streams or of the JDK. */
final class PublisherRelay extends Relay {
    private final AsyncCalls calls;
    private final boolean each;

    /** @param each whether each element is a call, not each subscription */
    PublisherRelay(Object publisher, AsyncCalls calls, boolean each) {
        super(publisher);
        this.calls = calls;
        this.each = each;
    }

    @Override
    Object relay(Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("subscribe") && arguments[0] != null) {
            Relay subscriber =
                    each ? new ElementRelay(arguments[0], calls) : new SubscriberRelay(arguments[0], calls.begin());
            return passOn(method, new Object[] {proxy(method.getParameterTypes()[0], subscriber)});
        }
        return passOn(method, arguments);
    }
}

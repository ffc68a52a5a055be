package io.phase3.agent.record.async;

import java.lang.reflect.Method;

/** Sees what a subscriber is told, and whether it cancels. */
final class SubscriberRelay extends Relay {
    private final AsyncCall call;

    SubscriberRelay(Object subscriber, AsyncCall call) {
        super(subscriber);
        this.call = call;
    }

    @Override
    Object relay(Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "onSubscribe":
                if (arguments[0] != null) {
                    Class<?> subscription = method.getParameterTypes()[0];
                    return passOn(method, new Object[] {proxy(subscription, new SubscriptionRelay(arguments[0], call))
                    });
                }
                break;
            case "onNext":
                call.element(arguments[0]);
                break;
            case "onError":
                call.failed((Throwable) arguments[0]);
                break;
            case "onComplete":
                call.ended();
                break;
            default:
                break;
        }
        return passOn(method, arguments);
    }

    /** Sees a subscription's cancellation. */
    private static final class SubscriptionRelay extends Relay {
        private final AsyncCall call;

        SubscriptionRelay(Object subscription, AsyncCall call) {
            super(subscription);
            this.call = call;
        }

        @Override
        Object relay(Method method, Object[] arguments) throws Throwable {
            if (method.getName().equals("cancel")) {
                call.cancelled();
            }
            return passOn(method, arguments);
        }
    }
}

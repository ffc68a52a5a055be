package io.phase3.agent.record.async;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** The watches for results that tell their end to any number of listeners: the caller keeps the very object. */
final class Futures {
    static final Watch STAGE = (stage, calls) -> {
        AsyncCall call = calls.made();
        ((CompletionStage<?>) stage).whenComplete((value, thrown) -> {
            if (thrown == null) {
                call.completed(value);
            } else {
                call.failed(thrown);
            }
        });
        return null;
    };

    /** For a future that is done: nobody has to wait for what it says. */
    static final Watch DONE = (future, calls) -> {
        read((Future<?>) future, calls.made());
        return null;
    };

    private static final Executor DIRECT = Runnable::run;

    private Futures() {}

    static Watch ofGuava(Class<?> type) {
        return (future, calls) -> {
            AsyncCall call = calls.made();
            Runnable listener = () -> read((Future<?>) future, call);
            type.getMethod("addListener", Runnable.class, Executor.class).invoke(future, listener, DIRECT);
            return null;
        };
    }

    static Watch ofNetty(Class<?> type) {
        Method addListener = Invocation.withCallback(type, "addListener");
        return (future, calls) -> {
            AsyncCall call = calls.made();
            Object listener = Callback.of(addListener.getParameterTypes()[0], done -> read((Future<?>) done, call));
            addListener.invoke(future, listener);
            return null;
        };
    }

    static Watch ofVertx(Class<?> type) {
        Method onComplete = onComplete(type);
        return (future, calls) -> {
            AsyncCall call = calls.made();
            Object handler = Callback.of(onComplete.getParameterTypes()[0], done -> readVertx(type, done, call));
            onComplete.invoke(future, handler);
            return null;
        };
    }

    /** Vert.x 5 has another one, of which it expects more. */
    private static Method onComplete(Class<?> type) {
        for (Method method : type.getMethods()) {
            if (method.getName().equals("onComplete")
                    && method.getParameterCount() == 1
                    && method.getParameterTypes()[0].getName().equals("io.vertx.core.Handler")) {
                return method;
            }
        }
        throw new IllegalArgumentException("unknown version: " + type.getName() + " has no onComplete(Handler)");
    }

    private static Object readVertx(Class<?> type, Object done, AsyncCall call) {
        try {
            Throwable thrown = (Throwable) type.getMethod("cause").invoke(done);
            if (thrown == null) {
                call.completed(type.getMethod("result").invoke(done));
            } else {
                call.failed(thrown);
            }
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            call.ended();
        }
        return null;
    }

    /** Guava's futures throw in an interrupted thread even if they are done, and take the interruption back. */
    private static Object read(Future<?> done, AsyncCall call) {
        boolean interrupted = false;
        while (true) {
            try {
                call.completed(done.get());
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (CancellationException e) {
                call.cancelled();
                break;
            } catch (ExecutionException e) {
                call.failed(e.getCause() == null ? e : e.getCause());
                break;
            } catch (RuntimeException e) {
                call.failed(e);
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return null;
    }
}

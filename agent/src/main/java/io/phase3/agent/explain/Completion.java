package io.phase3.agent.explain;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.type.AsyncType;
import io.phase3.agent.type.Hierarchy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;

/** When a call counts as ended that may go on after its method has returned. */
final class Completion {
    /** Types whose work is done later, and whose end nobody is told. */
    private static final List<String> UNKNOWN_TO_US = Arrays.asList(
            "org.reactivestreams.Publisher",
            "java.util.concurrent.Flow$Publisher",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.reactivex.rxjava3.core.MaybeSource",
            "io.reactivex.rxjava3.core.CompletableSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.reactivex.SingleSource",
            "io.reactivex.MaybeSource",
            "io.reactivex.CompletableSource",
            "io.reactivex.ObservableSource",
            "rx.Observable",
            "rx.Single",
            "rx.Completable",
            "java.util.concurrent.Callable",
            "java.util.stream.BaseStream",
            "com.twitter.util.Future",
            "io.smallrye.mutiny.Uni",
            "io.smallrye.mutiny.Multi",
            "kotlinx.coroutines.Deferred",
            "kotlinx.coroutines.Job",
            "kotlinx.coroutines.flow.Flow",
            "okhttp3.Call",
            "org.springframework.web.context.request.async.DeferredResult",
            "org.springframework.web.context.request.async.WebAsyncTask",
            "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
            "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody",
            "retrofit2.Call",
            "scala.concurrent.Future");

    private Completion() {}

    /** How the end of the calls is seen; empty if they end with the method. */
    static Optional<String> describe(BoundRule bound) {
        if (bound.handler().isPresent()) {
            return Optional.of("the calls of the handler count, not those of the method");
        }
        switch (bound.async()) {
            case NONE:
                return Optional.empty();
            case UNKNOWN:
                return Optional.of("if what it returns is asynchronous, when that completes");
            case STAGE:
                return Optional.of("when the stage completes");
            case LISTENABLE_FUTURE:
            case NETTY_FUTURE:
            case VERTX_FUTURE:
                return Optional.of("when the future completes");
            case FUTURE:
                return Optional.of("when the method returns, unless the future's class tells its end");
            case SUSPEND:
                return Optional.of("when the coroutine completes");
            case MONO:
            case FLUX:
            case RX:
            case PUBLISHER:
            case FLOW_PUBLISHER:
            case SDK_STREAM:
                return Optional.of(
                        bound.rule().each()
                                ? "each element is a call, until it has been handled"
                                : bound.async() == AsyncType.SDK_STREAM
                                        ? "when the stream ends"
                                        : "when the subscription ends, each is a call");
        }
        throw new AssertionError(bound.async());
    }

    /** What is to be said of a call that goes on after all that can be seen of it. */
    static Optional<Remark> remark(BoundRule bound, MethodDescription method) {
        if (bound.handler().isPresent() || bound.rule().kind().isConnection()) {
            return Optional.empty();
        }
        if (bound.async() == AsyncType.FUTURE) {
            return Optional.of(new Remark(
                    Severity.WARNING,
                    "async",
                    "a Future tells nobody when it is done: unless it is a CompletableFuture, only the call itself is"
                            + " timed; declare CompletionStage, or measure the method that does the work"));
        }
        if (bound.async() != AsyncType.NONE) {
            return Optional.empty();
        }
        return unknown(method)
                .map(type -> new Remark(
                        Severity.WARNING,
                        "async",
                        "what returns a " + type + " may go on, but only the call itself is timed; measure the method"
                                + " that does the work"));
    }

    private static Optional<String> unknown(MethodDescription method) {
        try {
            if (method.getReturnType().isPrimitive() || method.getReturnType().isArray()) {
                return Optional.empty();
            }
            Hierarchy hierarchy = new Hierarchy(method.getReturnType());
            return UNKNOWN_TO_US.stream()
                    .filter(hierarchy::contains)
                    .findFirst()
                    .map(known -> method.getReturnType().asErasure().getName());
        } catch (RuntimeException | LinkageError missing) {
            return Optional.empty();
        }
    }
}

package io.phase3.agent.type;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;

/** How the end of a call can be seen that goes on after its method has returned, by the method's declared types alone. */
public enum AsyncType {
    /** The call is over when the method returns, or nobody can tell. */
    NONE(false),
    /** Declared as {@code Object}: what the call returns will tell. */
    UNKNOWN(false),
    STAGE(false, "java.util.concurrent.CompletionStage"),
    LISTENABLE_FUTURE(false, "com.google.common.util.concurrent.ListenableFuture"),
    NETTY_FUTURE(false, "io.netty.util.concurrent.Future"),
    VERTX_FUTURE(false, "io.vertx.core.Future"),
    /** Tells nobody when it is done: the result is known if it is done already. */
    FUTURE(false, "java.util.concurrent.Future"),
    MONO(true, "reactor.core.publisher.Mono"),
    FLUX(true, "reactor.core.publisher.Flux"),
    RX(
            true,
            "io.reactivex.rxjava3.core.Single",
            "io.reactivex.rxjava3.core.Maybe",
            "io.reactivex.rxjava3.core.Completable",
            "io.reactivex.rxjava3.core.Observable",
            "io.reactivex.rxjava3.core.Flowable"),
    PUBLISHER(true, "org.reactivestreams.Publisher"),
    FLOW_PUBLISHER(true, "java.util.concurrent.Flow$Publisher"),
    SDK_STREAM(
            true,
            "com.anthropic.core.http.StreamResponse",
            "com.anthropic.core.http.AsyncStreamResponse",
            "com.openai.core.http.StreamResponse",
            "com.openai.core.http.AsyncStreamResponse"),
    /** A suspend function of Kotlin's: its last parameter is told the end. */
    SUSPEND(false);

    private static final String SUSPENDING = "Lkotlin/coroutines/Continuation;)Ljava/lang/Object;";

    private final boolean replaced;
    /** Never changed. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> names;

    AsyncType(boolean replaced, String... names) {
        this.replaced = replaced;
        this.names = Collections.unmodifiableList(Arrays.asList(names));
    }

    /** How the end of the method's calls can be seen. */
    public static AsyncType of(MethodDescription method) {
        if (method.getDescriptor().endsWith(SUSPENDING)) {
            return SUSPEND;
        }
        try {
            return of(method.getReturnType());
        } catch (RuntimeException | LinkageError missing) {
            return NONE;
        }
    }

    private static AsyncType of(TypeDescription.Generic returned) {
        TypeDescription erasure = returned.asErasure();
        if (erasure.isPrimitive() || erasure.isArray()) {
            return NONE;
        }
        if (erasure.represents(Object.class)) {
            return UNKNOWN;
        }
        Hierarchy hierarchy = new Hierarchy(returned);
        for (AsyncType type : values()) {
            for (String name : type.names) {
                // A subclass may have more to offer than what would take its place.
                if (type.replaced ? erasure.getName().equals(name) : hierarchy.contains(name)) {
                    return type;
                }
            }
        }
        return NONE;
    }

    /**
     * Whether the caller gets an equivalent of what the method returned: what is cold, or has one reader, tells its end to
     * nobody else.
     */
    public boolean isReplaced() {
        return replaced;
    }

    /**
     * What the method's calls complete with, or what a stream of its consists of: the type argument of what it is declared
     * to return; for a type without argument {@code void}, and null if nobody can tell.
     *
     * @throws RuntimeException if a class file is missing or broken
     */
    public TypeDescription.Generic completed(MethodDescription method) {
        if (this == SUSPEND) {
            TypeDescription.Generic continuation = method.getParameters()
                    .get(method.getParameters().size() - 1)
                    .getType();
            if (!continuation.getSort().isParameterized()) {
                return null;
            }
            TypeDescription.Generic result = continuation.getTypeArguments().get(0);
            return result.getSort().isWildcard() ? result.getLowerBounds().getOnly() : result;
        }
        Hierarchy hierarchy = new Hierarchy(method.getReturnType());
        for (String name : names) {
            TypeDescription.Generic type = hierarchy.find(name);
            if (type != null) {
                return type.getSort().isParameterized()
                        ? type.getTypeArguments().get(0)
                        : type.asErasure().getTypeVariables().isEmpty()
                                ? TypeDescription.ForLoadedType.of(void.class).asGenericType()
                                : null;
            }
        }
        return null;
    }
}

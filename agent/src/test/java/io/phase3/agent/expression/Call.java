package io.phase3.agent.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** A call that expressions are compiled for and evaluated on, and the failures that were reported meanwhile. */
final class Call implements FailureListener {
    final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    final List<Throwable> switchedOff = Collections.synchronizedList(new ArrayList<>());
    final FrameLayout layout = new FrameLayout();

    private final MethodDescription method;
    private Consumer<Class<?>> opener = type -> {};
    private Object receiver;
    private Object result;
    private Throwable thrown;
    private Object[] arguments = {};

    private Call(TypeDescription type, String method) {
        this.method =
                type.getDeclaredMethods().filter(ElementMatchers.named(method)).getOnly();
    }

    static Call to(Class<?> type, String method) {
        return new Call(TypeDescription.ForLoadedType.of(type), method);
    }

    /** As the agent sees it: read from the class file. */
    static Call toClassFile(Class<?> type, String method) {
        return toClassFile(TypePool.Default.ofSystemLoader(), type, method);
    }

    static Call toClassFile(TypePool pool, Class<?> type, String method) {
        return new Call(pool.describe(type.getName()).resolve(), method);
    }

    Call with(Object... values) {
        arguments = values;
        return this;
    }

    Call on(Object object) {
        receiver = object;
        return this;
    }

    Call returning(Object value) {
        result = value;
        return this;
    }

    Call opening(Consumer<Class<?>> classOpener) {
        opener = classOpener;
        return this;
    }

    Call throwing(Throwable exception) {
        thrown = exception;
        return this;
    }

    Evaluation compile(String expression, Use use) {
        return new ExpressionCompiler(opener, this).compile(Expression.parse(expression), use, method, layout);
    }

    Object[] frame() {
        Object[] frame = new Object[FrameLayout.FIRST_VALUE + layout.sources().size()];
        frame[FrameLayout.THROWN] = thrown;
        for (Source source : layout.sources()) {
            Object value = source.equals(Source.RECEIVER)
                    ? receiver
                    : source.equals(Source.RESULT) ? result : arguments[source.index()];
            frame[layout.slotOf(source)] = value;
        }
        return frame;
    }

    String text(String expression) {
        return compile(expression, Use.TEXT).text(frame());
    }

    BigDecimal number(String expression) {
        return compile(expression, Use.NUMBER).number(frame());
    }

    Boolean condition(String expression) {
        return compile(expression, Use.CONDITION).condition(frame());
    }

    @Override
    public void failed(Expression expression, Throwable failure) {
        failures.add(failure);
    }

    @Override
    public void switchedOff(Expression expression, Throwable lastFailure) {
        switchedOff.add(lastFailure);
    }
}

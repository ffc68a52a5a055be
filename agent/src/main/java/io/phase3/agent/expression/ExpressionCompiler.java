package io.phase3.agent.expression;

import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.description.method.MethodDescription;

/**
 * Ties expressions to methods: checks each against the method's declared types and turns it into something that runs.
 *
 * <p>Loads none of the application's classes. Shared by all threads that load classes.
 */
public final class ExpressionCompiler {
    private final MemberAccess access;
    private final FailureListener listener;

    /**
     * @param opener makes the members of a class in a closed module reachable for the agent's reflection; called before
     *     a member of the class is first read that is not open to everybody
     * @param listener told of every evaluation that failed, on the application's thread
     */
    public ExpressionCompiler(Consumer<Class<?>> opener, FailureListener listener) {
        this.access = new MemberAccess(opener);
        this.listener = listener;
    }

    /**
     * Checks the expression against the method's types and compiles it.
     *
     * <p>Names of parameters are known if they were compiled in, by {@code javac -parameters} or {@code -g}, and if the
     * method comes from a type pool that reads them: {@code ReaderMode.EXTENDED}, for {@code FAST} skips both.
     *
     * @param use what the value is for, which decides what type it must have
     * @param layout where the values that the expression reads will stand; slots are allotted as needed, none if the
     *     expression does not fit
     * @throws ExpressionException if the expression does not fit the method
     */
    public Evaluation compile(Expression expression, Use use, MethodDescription method, FrameLayout layout) {
        FrameLayout trial = layout.copy();
        Failures failures = new Failures(expression, listener);
        Compilation compilation = new Compilation(new Scope(method, trial), access, failures);
        Typed typed = compilation.compile(expression.syntax(), use);
        for (Source source : trial.sources()) {
            layout.slotOf(source);
        }
        return new Evaluation(
                typed.term, typed.type, compilation.belongsToThread(), compilation.isLateBound(), failures);
    }

    /**
     * The values that the expression's text may show or consist of, as far as their types do not limit them to a few.
     *
     * @throws ExpressionException if the expression does not fit the method
     */
    public List<OpenValue> openValues(Expression expression, MethodDescription method) {
        Scope scope = new Scope(method, new FrameLayout());
        OpenValues values = new OpenValues(method, new Compilation(scope, access, new Failures(expression, listener)));
        expression.syntax().accept(values);
        return values.found();
    }
}

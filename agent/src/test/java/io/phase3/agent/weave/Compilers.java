package io.phase3.agent.weave;

import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.FailureListener;

/** Compilers for tests that evaluate nothing. */
final class Compilers {
    private Compilers() {}

    static ExpressionCompiler silent() {
        return new ExpressionCompiler(type -> {}, new FailureListener() {
            @Override
            public void failed(Expression expression, Throwable failure) {
                throw new AssertionError(expression.toString(), failure);
            }

            @Override
            public void switchedOff(Expression expression, Throwable lastFailure) {
                throw new AssertionError(expression.toString(), lastFailure);
            }
        });
    }
}

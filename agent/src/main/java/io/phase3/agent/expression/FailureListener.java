package io.phase3.agent.expression;

/** Told when evaluating an expression failed in a running application; nobody else notices. */
public interface FailureListener {
    /** One evaluation failed, for example because a getter threw; its value counts as absent. */
    void failed(Expression expression, Throwable failure);

    /** The expression failed so often in a row that it was switched off: its value is absent from now on. */
    void switchedOff(Expression expression, Throwable lastFailure);
}

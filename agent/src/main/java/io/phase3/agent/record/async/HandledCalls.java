package io.phase3.agent.record.async;

/** Told of the calls of one handler. Never throws. */
public interface HandledCalls {
    /** A call begins; null if it does not count. */
    Object begin();

    /**
     * It is over.
     *
     * @param call what {@code begin} gave, not null
     */
    void end(Object call, Object handler, Object[] arguments, Object result, Throwable thrown);
}

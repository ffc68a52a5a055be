package io.phase3.agent.record.async;

/** The calls behind one result. Never throws. */
public interface AsyncCalls {
    /** The call that the method itself made, which began with it. */
    AsyncCall made();

    /** A call that begins now: with a subscription, or with an element. */
    AsyncCall begin();
}

package io.phase3.agent.record.async;

/** One call that goes on after its method has returned; of its ends the first counts. Never throws. */
public interface AsyncCall {
    /** A stream has handed on an element. */
    void element(Object value);

    /** A stream is at its end, or was closed. */
    void ended();

    /** The call has completed with the value; null for none. */
    void completed(Object value);

    /** The call has failed. */
    void failed(Throwable thrown);

    /** Nobody waits for the call any more. */
    void cancelled();
}

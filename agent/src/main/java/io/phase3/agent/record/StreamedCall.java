package io.phase3.agent.record;

/** What one streamed call reports to, element by element, one at a time. */
interface StreamedCall {
    /** Takes an element, which stands in the frame's result slot. */
    void element(Object[] frame);

    /** Takes the end; the result slot is empty. */
    void ended(Object[] frame, long nanos);
}

package io.phase3.agent.record;

import java.util.function.ObjLongConsumer;

/** Opens the scope of a lead when a call begins, and leaves the end of the call to its recorder. */
final class ScopedRecorder implements ObjLongConsumer<Object[]> {
    /** What the bridge passes as the duration of a call that only begins. */
    static final long OPENING = Long.MIN_VALUE;

    private final CallLead lead;
    private final ObjLongConsumer<Object[]> recorder;

    ScopedRecorder(CallLead lead, ObjLongConsumer<Object[]> recorder) {
        this.lead = lead;
        this.recorder = recorder;
    }

    @Override
    public void accept(Object[] frame, long nanos) {
        if (nanos == OPENING) {
            lead.open(frame);
        } else {
            recorder.accept(frame, nanos);
        }
    }
}

package io.phase3.agent.attribution;

/** Tells once each time when the journal cannot be written any more, and when it can again. */
final class JournalHealth {
    private final AttributionListener listener;

    /** Why the journal cannot be written, as long as it cannot. */
    private String failure;

    JournalHealth(AttributionListener listener) {
        this.listener = listener;
    }

    void failed(String reason) {
        listener.journalFailed();
        if (!reason.equals(failure)) {
            failure = reason;
            listener.problem(reason + "; conversions wait, and are counted as soon as the journal can be written");
        }
    }

    void works() {
        if (failure != null) {
            failure = null;
            listener.notice("the journal is written again");
        }
    }
}

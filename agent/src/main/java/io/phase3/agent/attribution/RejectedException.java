package io.phase3.agent.attribution;

/** What was reported cannot count. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rejection reason;

    RejectedException(Rejection reason) {
        super(reason.explanation(), null, false, false);
        this.reason = reason;
    }

    Rejection reason() {
        return reason;
    }
}

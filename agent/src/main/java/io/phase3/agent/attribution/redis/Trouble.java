package io.phase3.agent.attribution.redis;

/** Redis did not do what it was asked to do; the message continues "Redis at host:port …", and says what would help. */
final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    Trouble(String reason) {
        super(reason, null, false, false);
    }
}

package io.phase3.monitor.secret;

/** A password or a token, which never prints itself. Immutable. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /** What must not be seen; to be handed on at once, and kept nowhere. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "…";
    }
}

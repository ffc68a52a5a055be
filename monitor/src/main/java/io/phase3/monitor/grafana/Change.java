package io.phase3.monitor.grafana;

import java.util.Locale;

/** What became of something that had to be there. */
public enum Change {
    CREATED,
    UPDATED,
    UNCHANGED;

    /** As people read it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

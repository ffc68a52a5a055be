package io.phase3.proof;

/** When a fault is made: some of them exclude each other. Each round ends when all that its faults cause has been seen. */
enum Round {
    /** Everything takes its time, and the figures are bad. */
    SLOW,
    /** Everything fails. */
    FAILING,
    /** Nobody gets in. */
    TURNED_AWAY,
    /** Nobody comes. */
    SILENT,
    /** Things are gone altogether. */
    GONE
}

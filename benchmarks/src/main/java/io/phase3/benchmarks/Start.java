package io.phase3.benchmarks;

import java.util.Optional;

/** The rows of the start-up table. */
enum Start {
    BARE("bare", null),
    MATCHES_NOTHING("agent, matches nothing", "start-up-nothing.conf"),
    MATCHES_ONE_CLASS("agent, matches one class", "start-up-one-class.conf");

    private final String title;
    private final String configuration;

    Start(String title, String configuration) {
        this.title = title;
        this.configuration = configuration;
    }

    String title() {
        return title;
    }

    /** The agent's configuration; empty for no agent. */
    Optional<String> configuration() {
        return Optional.ofNullable(configuration);
    }
}

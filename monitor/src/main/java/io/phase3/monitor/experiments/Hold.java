package io.phase3.monitor.experiments;

import java.time.Instant;

/** That a person has forbidden automatic rollbacks of an experiment. Immutable. */
record Hold(String by, String reason, Instant at) {}

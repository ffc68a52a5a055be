package io.phase3.monitor.experiments;

import io.phase3.monitor.terminal.Terminal;
import java.io.BufferedReader;
import java.time.Clock;

/**
 * What the commands of experiments work with.
 *
 * @param in where a person answers a question
 * @param user who runs the command
 */
record Surroundings(Terminal terminal, BufferedReader in, ConfiguredDatabase database, Clock clock, String user) {}

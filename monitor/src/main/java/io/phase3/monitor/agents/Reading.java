package io.phase3.monitor.agents;

import java.util.List;

/**
 * What all agents said at about one moment. Immutable.
 *
 * @param lives of the agents that answered
 * @param silent a line for each agent that did not, and for each discovery file that cannot be read
 */
public record Reading(List<Life> lives, List<String> silent) {
    public Reading {
        lives = List.copyOf(lives);
        silent = List.copyOf(silent);
    }

    public boolean isComplete() {
        return silent.isEmpty();
    }
}

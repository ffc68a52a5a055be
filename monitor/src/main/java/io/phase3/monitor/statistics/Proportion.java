package io.phase3.monitor.statistics;

/**
 * So many successes out of so many trials.
 *
 * @param successes from 0 to {@code trials}
 */
public record Proportion(long successes, long trials) {

    /** @throws IllegalArgumentException unless {@code 0 <= successes <= trials} */
    public Proportion {
        if (successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " successes out of " + trials
                    + " trials: there are at least 0 and at most as many as trials");
        }
    }

    /** Successes per trial, from 0 to 1; {@code NaN} without trials. */
    public double rate() {
        return (double) successes / trials;
    }

    long failures() {
        return trials - successes;
    }
}

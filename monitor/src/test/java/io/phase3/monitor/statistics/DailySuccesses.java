package io.phase3.monitor.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/** Draws how many of a day's users succeed, exactly binomial, by a search in the table of the distribution function. */
final class DailySuccesses {

    private final int users;

    private final double[] cumulative;

    DailySuccesses(int users, double rate) {
        this.users = users;
        this.cumulative = new double[users];
        BinomialDistribution distribution = BinomialDistribution.of(users, rate);
        double sum = 0;
        for (int successes = 0; successes < users; successes++) {
            sum += distribution.probability(successes);
            cumulative[successes] = sum;
        }
    }

    Proportion after(Proportion before, RandomGenerator random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        int successes = found < 0 ? -found - 1 : found;
        return new Proportion(before.successes() + successes, before.trials() + users);
    }
}

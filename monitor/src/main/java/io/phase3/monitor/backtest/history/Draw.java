package io.phase3.monitor.backtest.history;

import java.util.SplittableRandom;

/** Random numbers that are not evenly distributed. */
final class Draw {
    /** Beyond it the normal distribution is close enough, and does not cost a draw for each. */
    private static final double MANY = 40;

    private Draw() {}

    static int poisson(SplittableRandom random, double mean) {
        if (mean > MANY) {
            return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * gaussian(random)));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** Twelve evenly distributed numbers add up to a variance of one; the tails beyond six deviations are not needed. */
    static double gaussian(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }
}

package com.acme.estate.traffic;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** Who the leads are: few are dealt with all the time, most hardly ever, and new ones keep coming in. */
final class LeadPool {
    private static final int SIZE = 1_500;
    private static final double EXPONENT = 1.05;
    private static final int FIRST_NUMBER = 100_000;
    private static final double EVENTS_A_NEW_LEAD = 100;

    private final double[] cumulated = new double[SIZE];
    private final double newLeadsASecond;

    LeadPool(double rate) {
        newLeadsASecond = rate / EVENTS_A_NEW_LEAD;
        double sum = 0;
        for (int rank = 0; rank < SIZE; rank++) {
            sum += Math.pow(rank + 1, -EXPONENT);
            cumulated[rank] = sum;
        }
    }

    /** Draws a lead: the k-th newest with a probability proportional to a power of k. */
    String draw(Duration at, Random random) {
        double point = random.nextDouble() * cumulated[SIZE - 1];
        int found = Arrays.binarySearch(cumulated, point);
        int rank = found < 0 ? -found - 1 : found;
        long newest = FIRST_NUMBER + SIZE + (long) (at.toMillis() / 1e3 * newLeadsASecond);
        return "L" + (newest - rank);
    }
}

package io.phase3.agent.expression;

import java.util.Locale;

/** Finds the name that somebody meant who wrote another. */
final class Suggestion {
    private Suggestion() {}

    /** The candidate nearest to the name, or null if none is near enough to be meant. */
    static String closest(String name, Iterable<String> candidates) {
        String closest = null;
        int least = name.length() <= 3 ? 1 : Math.max(2, name.length() / 3);
        for (String candidate : candidates) {
            int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (distance < least || (distance == least && closest == null)) {
                least = distance;
                closest = candidate;
            }
        }
        return closest;
    }

    /** Characters to insert, drop, change or swap with their neighbour (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    steps[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best = Math.min(steps[i - 1][j] + 1, steps[i][j - 1] + 1);
                best = Math.min(best, steps[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    best = Math.min(best, steps[i - 2][j - 2] + 1);
                }
                steps[i][j] = best;
            }
        }
        return steps[a.length()][b.length()];
    }
}

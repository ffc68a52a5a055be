package io.phase3.agent.message;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds, for a name that does not exist, the existing one that was probably meant. */
public final class Suggestion {
    private Suggestion() {}

    /**
     * The end of an error message: {@code  – did you mean 'port'?} with its leading space, or nothing if no known name is
     * near.
     */
    public static String didYouMean(String wrong, Collection<String> known) {
        return didYouMeanOr(wrong, known, "");
    }

    /** The end of an error message: {@code  – did you mean 'port'?}, or the given one if no known name is near. */
    public static String didYouMeanOr(String wrong, Collection<String> known, String otherwise) {
        return nearest(wrong, known)
                .map(name -> " – did you mean '" + name + "'?")
                .orElse(otherwise);
    }

    /** The known name nearest to the wrong one, if any is near enough: one edit in three letters, three at most. */
    public static Optional<String> nearest(String wrong, Collection<String> known) {
        return nearest(wrong, known, Math.min(3, Math.max(1, wrong.length() / 3)));
    }

    /** The known name nearest to the wrong one, if any is at most that many edits away; upper and lower case are equal. */
    public static Optional<String> nearest(String wrong, Collection<String> known, int maximumDistance) {
        String best = null;
        int bestDistance = maximumDistance + 1;
        for (String name : known) {
            if (Math.abs(name.length() - wrong.length()) < bestDistance) {
                int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                if (distance < bestDistance) {
                    best = name;
                    bestDistance = distance;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Damerau–Levenshtein (optimal string alignment): letters inserted, deleted, replaced, or swapped with their neighbour. */
    public static int distance(String left, String right) {
        int[] beforePrevious = new int[right.length() + 1];
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1
                        && j > 1
                        && left.charAt(i - 1) == right.charAt(j - 2)
                        && left.charAt(i - 2) == right.charAt(j - 1)) {
                    current[j] = Math.min(current[j], 1 + beforePrevious[j - 2]);
                }
            }
            int[] free = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = free;
        }
        return previous[right.length()];
    }
}

package com.acme.estate.vendor;

/**
 * How the Messages API is doing right now.
 *
 * @param slowdown what latencies are multiplied with; 1 is an ordinary day
 * @param rateLimitedRatio how many requests are answered 429, 0 to 1
 * @param overloadedRatio how many are answered 529
 * @param brokenRatio how many are answered 500
 * @param unusableRatio how many answers say that the material was no good
 * @param verbosity what the length of answers is multiplied with
 * @param promptCache whether instructions that are the same in every call are remembered
 * @param renamed whether the models answer under a name that nobody has heard of
 */
public record Conditions(
        double slowdown,
        double rateLimitedRatio,
        double overloadedRatio,
        double brokenRatio,
        double unusableRatio,
        double verbosity,
        boolean promptCache,
        boolean renamed) {

    public static final Conditions ORDINARY = new Conditions(1, 0.01, 0.005, 0.003, 0.03, 1, true, false);
    public static final Conditions FLAWLESS = new Conditions(1, 0, 0, 0, 0, 1, true, false);

    public Conditions slowedBy(double factor) {
        return new Conditions(
                slowdown * factor,
                rateLimitedRatio,
                overloadedRatio,
                brokenRatio,
                unusableRatio,
                verbosity,
                promptCache,
                renamed);
    }

    public Conditions rateLimiting(double ratio) {
        return failing(ratio, overloadedRatio, brokenRatio);
    }

    public Conditions overloaded(double ratio) {
        return failing(rateLimitedRatio, ratio, brokenRatio);
    }

    public Conditions broken(double ratio) {
        return failing(rateLimitedRatio, overloadedRatio, ratio);
    }

    public Conditions wordy(double factor) {
        return answering(factor, promptCache, renamed);
    }

    public Conditions forgetful() {
        return answering(verbosity, false, renamed);
    }

    /** Under a name that no price list has. */
    public Conditions renamedModels() {
        return answering(verbosity, promptCache, true);
    }

    private Conditions answering(double wordiness, boolean remembers, boolean underNewName) {
        return new Conditions(
                slowdown,
                rateLimitedRatio,
                overloadedRatio,
                brokenRatio,
                unusableRatio,
                wordiness,
                remembers,
                underNewName);
    }

    private Conditions failing(double rateLimited, double overloaded, double broken) {
        return new Conditions(
                slowdown, rateLimited, overloaded, broken, unusableRatio, verbosity, promptCache, renamed);
    }
}

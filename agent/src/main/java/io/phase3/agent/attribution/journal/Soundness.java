package io.phase3.agent.attribution.journal;

import io.phase3.agent.attribution.model.Split;
import java.util.Optional;

/** What must hold between the amounts of an entry, whoever wrote it. */
final class Soundness {
    private Soundness() {}

    /** What does not hold, as the end of a sentence about the entry; empty if all is well. */
    static Optional<String> violation(Entry entry) {
        if (entry.amount() < 0) {
            return Optional.of("has a negative amount");
        }
        if (entry.split().isPresent()) {
            return violation(entry, entry.split().get());
        }
        return mustAddUp(entry) ? Optional.of("counts without a split") : Optional.empty();
    }

    private static Optional<String> violation(Entry entry, Split split) {
        long sum = 0;
        for (long part : split.parts().values()) {
            if (part < 0) {
                return Optional.of("has a negative part in its split");
            }
            if (sum + part < 0) {
                return Optional.of("has a split of more than there can be");
            }
            sum += part;
        }
        return mustAddUp(entry) && sum != entry.amount()
                ? Optional.of("has parts that add up to " + Dollars.text(sum) + ", not to its amount of "
                        + Dollars.text(entry.amount()))
                : Optional.empty();
    }

    private static boolean mustAddUp(Entry entry) {
        return entry.state() == Entry.State.COUNTED && entry.kind() != Entry.Kind.REVERSAL;
    }
}

package io.phase3.agent.attribution;

import io.phase3.agent.attribution.claims.Claim;
import io.phase3.agent.attribution.journal.Entry;
import java.util.Optional;

/** What becomes of something unsettled: it counts, as this entry says, or it is rejected. Immutable. */
final class Verdict {
    private final Unsettled about;
    private final Optional<Entry> line;
    private final Optional<Claim> claim;
    private final Optional<Rejection> rejection;

    private Verdict(Unsettled about, Optional<Entry> line, Optional<Claim> claim, Optional<Rejection> rejection) {
        this.about = about;
        this.line = line;
        this.claim = claim;
        this.rejection = rejection;
    }

    /** It counts, and no other JVM could count it, too. */
    static Verdict counts(Unsettled about) {
        return new Verdict(about, Optional.of(about.entry()), Optional.empty(), Optional.empty());
    }

    /** It counts with the split under which it was claimed for this JVM. */
    static Verdict counts(Unsettled about, Entry attributed, Claim claim) {
        Entry counted = attributed.toBuilder()
                .state(Entry.State.COUNTED)
                .split(claim.split())
                .build();
        return new Verdict(about, Optional.of(counted), Optional.of(claim), Optional.empty());
    }

    /** It does not count; if the journal has it as pending, it is told. */
    static Verdict rejected(Unsettled about, Rejection reason) {
        Optional<Entry> line = about.isPending()
                ? Optional.of(about.entry().toBuilder().state(Entry.State.VOID).build())
                : Optional.empty();
        return new Verdict(about, line, Optional.empty(), Optional.of(reason));
    }

    Unsettled about() {
        return about;
    }

    /** What has to be written into the journal, if anything. */
    Optional<Entry> line() {
        return line;
    }

    /** The claim to confirm once that is written. */
    Optional<Claim> claim() {
        return claim;
    }

    /** Why it does not count, if it does not. */
    Optional<Rejection> rejection() {
        return rejection;
    }
}

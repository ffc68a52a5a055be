package io.phase3.agent.attribution.journal;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a file: {@code 2026-11-23.jsonl}, that of slot 1 {@code 2026-11-23.1.jsonl}; where something else has the
 * name, {@code 2026-11-23-2.jsonl}. Immutable; in the order of time.
 */
final class DayFile implements Comparable<DayFile> {
    private static final Pattern NAME = Pattern.compile(
            "([0-9]{4}-[0-9]{2}-[0-9]{2})(?:\\.([1-9][0-9]{0,3}))?(?:-([2-9]|[1-9][0-9]{1,3}))?\\.jsonl");
    private static final Comparator<DayFile> ORDER =
            Comparator.comparing(DayFile::day).thenComparingInt(DayFile::slot).thenComparingInt(file -> file.part);

    private final LocalDate day;
    private final int slot;
    private final int part;

    /** @param part 1, or more if other files are in the way */
    DayFile(LocalDate day, int slot, int part) {
        this.day = day;
        this.slot = slot;
        this.part = part;
    }

    /** What a file's name says; empty if it is not one of the journal's. */
    static Optional<DayFile> of(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new DayFile(
                    LocalDate.parse(matcher.group(1)), number(matcher.group(2), 0), number(matcher.group(3), 1)));
        } catch (DateTimeParseException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int number(String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    /** In UTC. */
    LocalDate day() {
        return day;
    }

    /** Of the JVM that writes it. */
    int slot() {
        return slot;
    }

    @Override
    public int compareTo(DayFile other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DayFile && compareTo((DayFile) other) == 0;
    }

    @Override
    public int hashCode() {
        return (day.hashCode() * 31 + slot) * 31 + part;
    }

    @Override
    public String toString() {
        return day + (slot == 0 ? "" : "." + slot) + (part == 1 ? "" : "-" + part) + ".jsonl";
    }
}

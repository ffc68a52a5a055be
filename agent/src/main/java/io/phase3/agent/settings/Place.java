package io.phase3.agent.settings;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a value was written: its source and, in a file, its line. Immutable. */
public final class Place implements Comparable<Place> {
    /** The source of values that the agent argument sets; it has no lines. */
    public static final String AGENT_ARGUMENT = "agent argument";

    private static final Comparator<Place> ORDER =
            Comparator.<Place, String>comparing(place -> place.source).thenComparingInt(place -> place.line);
    private static final Pattern WITH_LINE = Pattern.compile("(.+): (\\d+)(?:-\\d+)?");
    /** How the HOCON library describes a value that several sources make up, the strongest first. */
    private static final String MERGED = "merge of ";

    private final String source;
    private final int line;

    public Place(String source, int line) {
        this.source = source;
        this.line = source.equals(AGENT_ARGUMENT) ? 0 : line;
    }

    public static Place of(ConfigValue value) {
        return of(value.origin());
    }

    /** The origin itself or, where several sources are merged, the strongest that is a file. */
    public static Place of(ConfigOrigin origin) {
        String description = origin.description();
        if (!description.startsWith(MERGED)) {
            return parse(description);
        }
        String[] parts = description.substring(MERGED.length()).split(",", -1);
        for (String part : parts) {
            Place place = parse(part);
            if (place.line > 0) {
                return place;
            }
        }
        return parse(parts[0]);
    }

    private static Place parse(String description) {
        Matcher withLine = WITH_LINE.matcher(description);
        if (withLine.matches() && withLine.group(2).length() < 10) {
            return new Place(withLine.group(1), Integer.parseInt(withLine.group(2)));
        }
        return new Place(description, 0);
    }

    /** Whether the value was written in the given one of the agent's own files. */
    public static boolean isIn(String file, ConfigValue value) {
        return of(value).source.equals(file);
    }

    public String source() {
        return source;
    }

    /** From 1; 0 where there are no lines. */
    public int line() {
        return line;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Place && compareTo((Place) other) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * source.hashCode() + line;
    }

    @Override
    public String toString() {
        return line > 0 ? source + ": " + line : source;
    }
}

package io.phase3.agent.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ports to try, in ascending order. Immutable. */
final class PortRange {
    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,9})(?:\\s*-\\s*(\\d{1,9}))?");
    private static final int HIGHEST = 65_535;

    final int first;
    final int last;

    private PortRange(int first, int last) {
        this.first = first;
        this.last = last;
    }

    static PortRange of(ConfigValue value) {
        Matcher matcher = SYNTAX.matcher(Values.text(value).trim());
        if (!matcher.matches()) {
            throw new WrongValueException("must be a port from 0 to " + HIGHEST
                    + " or a range such as \"8009-8029\", not " + Values.describe(value));
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (first > HIGHEST || last > HIGHEST) {
            throw new WrongValueException("no port is above " + HIGHEST + ": " + Values.describe(value));
        }
        if (first > last) {
            throw new WrongValueException("the range is reversed – did you mean \"" + last + "-" + first + "\"?");
        }
        if (first == 0 && last > 0) {
            throw new WrongValueException(
                    "a range begins at 1 or above, 0 alone is any free port: " + Values.describe(value));
        }
        return new PortRange(first, last);
    }
}

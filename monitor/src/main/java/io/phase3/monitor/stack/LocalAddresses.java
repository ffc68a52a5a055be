package io.phase3.monitor.stack;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Knows which part is meant by an address of this machine in a configuration, and where it really listens. */
final class LocalAddresses {
    private static final Map<String, Part> PARTS = Stream.of(Part.values())
            .collect(Collectors.toMap(part -> Integer.toString(part.defaultPort()), part -> part));
    private static final Pattern ADDRESS =
            Pattern.compile("\\b(127\\.0\\.0\\.1|localhost):(" + String.join("|", PARTS.keySet()) + ")\\b");

    private final Setup setup;

    LocalAddresses(Setup setup) {
        this.setup = setup;
    }

    /** Whether it is the address of a part that does not run. */
    boolean isOfAbsentPart(String text) {
        Matcher address = ADDRESS.matcher(text);
        return address.matches() && setup.absent().containsKey(PARTS.get(address.group(2)));
    }

    /** The text, with all such addresses as they are. */
    String moved(String text) {
        return ADDRESS.matcher(text).replaceAll(address -> {
            Part part = PARTS.get(address.group(2));
            return address.group(1) + ":" + setup.ports().getOrDefault(part, part.defaultPort());
        });
    }
}

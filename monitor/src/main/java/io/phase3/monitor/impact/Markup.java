package io.phase3.monitor.impact;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of HTML that is well-formed XML too: every text in it is escaped, every element is closed, all of it is ASCII. */
record Markup(String html) {
    static final Markup NOTHING = new Markup("");

    static Markup text(String text) {
        return new Markup(escaped(text));
    }

    static Markup all(List<Markup> pieces) {
        return new Markup(pieces.stream().map(Markup::html).collect(Collectors.joining()));
    }

    static Tag tag(String name) {
        return new Tag(name, "");
    }

    /** What mail programs and terminals do not agree on how to read is written as a number. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(each -> {
            if (!isAllowed(each)) {
                escaped.append("&#65533;");
            } else if (each >= 127 || "&<>\"'".indexOf(each) >= 0) {
                escaped.append("&#").append(each).append(';');
            } else {
                escaped.appendCodePoint(each);
            }
        });
        return escaped.toString();
    }

    /** Neither XML nor HTML can write the others, not even as numbers; and some of these turn the direction of the text around. */
    private static boolean isAllowed(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\n' || codePoint == '\t';
            case Character.SURROGATE, Character.UNASSIGNED, Character.FORMAT -> false;
            default -> true;
        };
    }

    /** The start of an element, while attributes are added. */
    record Tag(String name, String attributes) {
        private static final List<String> INLINE = List.of("span", "strong", "td", "th");

        /** An attribute; without a value it is left out. */
        Tag with(String attribute, String value) {
            return value.isEmpty() ? this : new Tag(name, attributes + ' ' + attribute + "=\"" + escaped(value) + '"');
        }

        Markup of(String text) {
            return of(text(text));
        }

        Markup of(Markup... content) {
            return of(Arrays.asList(content));
        }

        /** On a line of its own where that means nothing: mail servers break lines of more than 998 characters. */
        Markup of(List<Markup> content) {
            String end = INLINE.contains(name) ? "" : "\n";
            return new Markup('<' + name + attributes + '>' + all(content).html() + "</" + name + '>' + end);
        }

        Markup empty() {
            return new Markup('<' + name + attributes + " />\n");
        }
    }
}

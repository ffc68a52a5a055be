package io.phase3.monitor.prometheus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses Prometheus' text format 0.0.4; comments, types and timestamps are passed over. */
public final class TextFormat {

    private final String text;
    private final int lineNumber;
    private int position;

    private TextFormat(String text, int lineNumber) {
        this.text = text;
        this.lineNumber = lineNumber;
    }

    /**
     * Reads a whole exposition.
     *
     * @throws TextFormatException at the first line that is no sample, comment or blank line
     */
    public static Scrape parse(String exposition) {
        List<Sample> samples = new ArrayList<>();
        List<String> lines = exposition.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                samples.add(new TextFormat(line, i + 1).sample());
            }
        }
        return new Scrape(samples);
    }

    private Sample sample() {
        String name = name("a metric name");
        skipBlanks();
        Map<String, String> labels = peek() == '{' ? labels() : Map.of();
        skipBlanks();
        return new Sample(name, labels, value());
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        expect('{');
        skipBlanks();
        while (peek() != '}') {
            String label = name("a label name or '}'");
            skipBlanks();
            expect('=');
            skipBlanks();
            labels.put(label, quoted());
            skipBlanks();
            if (peek() != '}') {
                expect(',');
                skipBlanks();
            }
        }
        expect('}');
        return labels;
    }

    private String name(String expected) {
        int start = position;
        while (isNamePart(peek())) {
            position++;
        }
        if (position == start) {
            throw problem("expected " + expected + " at column " + (position + 1));
        }
        return text.substring(start, position);
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (peek() != '"') {
            char next = next();
            value.append(next == '\\' ? unescaped(next()) : next);
        }
        expect('"');
        return value.toString();
    }

    /** Only {@code \\}, {@code \"} and {@code \n} exist; like Prometheus itself, anything else is refused. */
    private char unescaped(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case '\\', '"' -> escaped;
            default -> throw problem("unknown escape '\\" + escaped + "'");
        };
    }

    private double value() {
        int start = position;
        while (position < text.length() && !isBlank(text.charAt(position))) {
            position++;
        }
        String value = text.substring(start, position);
        try {
            return switch (value) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(value);
            };
        } catch (NumberFormatException e) {
            throw problem("expected a number, found '" + value + "'");
        }
    }

    private void skipBlanks() {
        while (isBlank(peek())) {
            position++;
        }
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw problem("expected '" + expected + "' at column " + (position + 1));
        }
        position++;
    }

    private char next() {
        if (position == text.length()) {
            throw problem("the line ends inside a label value");
        }
        return text.charAt(position++);
    }

    /** The next character, or NUL at the end of the line. */
    private char peek() {
        return position < text.length() ? text.charAt(position) : 0;
    }

    private TextFormatException problem(String problem) {
        return new TextFormatException(lineNumber, text, problem);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isNamePart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ':';
    }
}

package io.phase3.monitor.terminal;

import java.nio.charset.Charset;

/** The characters outside ASCII that output uses, with what stands in where they cannot be written. */
public enum Symbols {
    UNICODE("─", "–", "…", "█"),
    ASCII("-", "-", "...", "#");

    private final String line;
    private final String absent;
    private final String ellipsis;
    private final String block;

    Symbols(String line, String absent, String ellipsis, String block) {
        this.line = line;
        this.absent = absent;
        this.ellipsis = ellipsis;
        this.block = block;
    }

    /** The richest set that the character set can encode. */
    public static Symbols of(Charset charset) {
        boolean encodes = charset.canEncode()
                && charset.newEncoder().canEncode(UNICODE.line + UNICODE.absent + UNICODE.ellipsis + UNICODE.block);
        return encodes ? UNICODE : ASCII;
    }

    /** A horizontal line over this many columns. */
    public String line(int columns) {
        return line.repeat(columns);
    }

    /** A bar of a chart, this many columns long. */
    public String bar(int columns) {
        return block.repeat(columns);
    }

    /** Stands where there is no value. */
    public String absent() {
        return absent;
    }

    /** The text, or as much of it as fits into this many columns with an ellipsis at its end. */
    public String shortened(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, columns - ellipsis.length()) + ellipsis;
    }

    /** The text with stand-ins for what cannot be written. */
    public String written(String text) {
        return this == UNICODE
                ? text
                : text.replace(UNICODE.absent, absent)
                        .replace(UNICODE.ellipsis, ellipsis)
                        .replaceAll("[^ -~]", "?");
    }
}

package io.phase3.monitor.terminal;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/**
 * A table for people: columns as wide as their widest cell, two spaces apart, and the last one cut where the page ends.
 *
 * <p>Nothing in it goes beyond 79 columns, for a terminal of 80; what is cut ends in an ellipsis.
 */
public final class TextTable {
    /** The columns that there are on a terminal of 80 without wrapping. */
    public static final int WIDTH = 79;

    private static final String GAP = "  ";

    private final Terminal terminal;
    private final List<Align> columns;
    private final List<Row> rows = new ArrayList<>();

    /** Which side of its column a cell stands on. */
    public enum Align {
        LEFT,
        RIGHT
    }

    private record Row(String style, List<String> cells) {}

    public TextTable(Terminal terminal, Align... columns) {
        this.terminal = terminal;
        this.columns = List.of(columns);
    }

    /** The head of the table, in bold. */
    public TextTable head(String... cells) {
        return styled("bold", cells);
    }

    /** A row; cells may be empty. */
    public TextTable row(String... cells) {
        return styled("", cells);
    }

    /**
     * A row in a style.
     *
     * @param style as picocli has it: {@code red}, {@code faint}, {@code bold,red}; empty for none
     */
    public TextTable styled(String style, String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells in " + columns.size() + " columns");
        }
        rows.add(new Row(style, List.of(cells)));
        return this;
    }

    /** The table's lines. */
    public List<String> lines() {
        int[] widths = new int[columns.size()];
        for (Row row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.cells().get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(Row row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.cells().get(i);
            String padding = " ".repeat(widths[i] - cell.length());
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i) == Align.LEFT ? cell + padding : padding + cell);
        }
        return style(
                terminal,
                row.style(),
                terminal.symbols().shortened(line.toString().stripTrailing(), WIDTH));
    }

    /** The text in a style, where the terminal has colours. */
    public static String style(Terminal terminal, String style, String text) {
        return style.isEmpty()
                ? text
                : Help.defaultColorScheme(terminal.colours())
                        .apply(text, List.of(Ansi.Style.parse(style)))
                        .toString();
    }
}

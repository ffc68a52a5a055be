package io.phase3.monitor.check;

import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Lines for people, none wider than a terminal: what is longer goes on below, under its own beginning. */
final class Page {
    private static final int WIDTH = TextTable.WIDTH;
    private static final String GAP = "  ";
    private static final String ELLIPSIS = "...";
    private static final String BREAK_AFTER = ",.(/!:&|?=)>-_$";

    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    Page(Terminal terminal) {
        this.terminal = terminal;
    }

    List<String> lines() {
        return lines;
    }

    /** An empty line, unless it would be the first. */
    void gap() {
        if (!lines.isEmpty()) {
            lines.add("");
        }
    }

    /** A line of a table. */
    void drawn(String line) {
        lines.add(line);
    }

    /** A text behind a label in a style; its further lines begin where its first does. */
    void labelled(int indent, String style, String label, String text) {
        put(indent, style, label, text, indent + label.length());
    }

    /** A text whose further lines stand four columns further in. */
    void text(int indent, String style, String text) {
        put(indent, style, "", text, indent + 4);
    }

    /** A heading that begins with a name, and at the right edge, or below where there is no room, where it comes from. */
    void heading(String name, String kind, String origin) {
        String shownName = written(name);
        String shownOrigin = written(origin);
        int space = WIDTH - shownName.length() - GAP.length() - kind.length() - shownOrigin.length();
        String front = TextTable.style(terminal, "bold", shownName) + GAP + kind;
        if (space >= GAP.length()) {
            lines.add(front + " ".repeat(space) + shownOrigin);
        } else {
            lines.add(front);
            text(2, "", origin);
        }
    }

    /** A text with one of its parts underlined, and a remark on that. What does not fit beside the part is left out. */
    void marked(int indent, String text, String part, String remark) {
        int at = text.indexOf(part);
        int room = WIDTH - indent;
        if (at < 0 || part.isEmpty() || part.length() > room - 2 * ELLIPSIS.length()) {
            text(indent, "", text);
            text(indent, "", remark);
            return;
        }
        if (text.length() > room) {
            int margin = (room - part.length()) / 2 - ELLIPSIS.length();
            int start = Math.max(0, Math.min(at - margin, text.length() - room + ELLIPSIS.length()));
            int end = Math.min(text.length(), start + room - 2 * ELLIPSIS.length());
            at = at - start + (start > 0 ? ELLIPSIS.length() : 0);
            text = (start > 0 ? ELLIPSIS : "") + text.substring(start, end) + (end < text.length() ? ELLIPSIS : "");
        }
        lines.add(" ".repeat(indent) + written(text));
        String mark = " ".repeat(indent + at) + "^".repeat(part.length());
        String beside = mark + ' ' + written(remark);
        if (beside.length() <= WIDTH) {
            lines.add(beside);
        } else {
            lines.add(mark);
            text(indent, "", remark);
        }
    }

    private void put(int indent, String style, String label, String text, int hanging) {
        String rest = written(text);
        int column = indent + label.length();
        String front = " ".repeat(indent) + TextTable.style(terminal, style, label);
        do {
            int length = lineLength(rest, WIDTH - column, WIDTH - hanging);
            String part = rest.substring(0, length).stripTrailing();
            lines.add((front + (label.isEmpty() ? TextTable.style(terminal, style, part) : part)).stripTrailing());
            rest = rest.substring(length).stripLeading();
            column = hanging;
            front = " ".repeat(hanging);
        } while (!rest.isEmpty());
    }

    /** How much of the text goes into a line: whole words, and of a word that fits into no line up to its last dot or so. */
    private static int lineLength(String text, int width, int widthBelow) {
        if (text.length() <= width) {
            return text.length();
        }
        int space = text.lastIndexOf(' ', width);
        int nextSpace = text.indexOf(' ', space + 1);
        int word = (nextSpace < 0 ? text.length() : nextSpace) - space - 1;
        if (space > 0 && word <= widthBelow) {
            return space;
        }
        for (int end = width; end > Math.max(space, 0); end--) {
            if (BREAK_AFTER.indexOf(text.charAt(end - 1)) >= 0) {
                return end;
            }
        }
        return space > 0 ? space : width;
    }

    /** One line, in characters that the terminal has. */
    private String written(String text) {
        return terminal.symbols().written(text.replaceAll("\\s+", " ").strip());
    }
}

package io.phase3.agent.pattern;

/** The text of a pattern, read from left to right; knows where it is when something is wrong. */
final class PatternText {
    private static final char END = '\0';

    private final String text;
    private int position;

    PatternText(String text) {
        this.text = text;
    }

    int position() {
        return position;
    }

    boolean isAtEnd() {
        return position == text.length();
    }

    boolean isNext(char c) {
        return position < text.length() && text.charAt(position) == c;
    }

    boolean isWordNext() {
        return position < text.length() && isWordPart(text.codePointAt(position));
    }

    void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    boolean skip(char c) {
        if (isNext(c)) {
            position++;
            return true;
        }
        return false;
    }

    void returnTo(int earlier) {
        position = earlier;
    }

    /** Reads a name with its wildcards, {@code +} and brackets, perhaps empty. */
    Word word() {
        int start = position;
        while (isWordNext()) {
            position += Character.charCount(text.codePointAt(position));
        }
        if (isNext('<')) {
            throw angleBracket(start);
        }
        return new Word(from(start), start);
    }

    /** A hyphen is no part of a Java name, but Kotlin writes methods with inline classes as {@code charge-k4lQ0M}. */
    private static boolean isWordPart(int c) {
        return ".*+[]-".indexOf(c) >= 0 || (Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }

    private PatternException angleBracket(int start) {
        if (text.startsWith("<init>", position)) {
            return error(position, "constructors cannot be measured; name a method");
        }
        if (text.startsWith("<clinit>", position)) {
            return error(position, "static initialisers cannot be measured; name a method");
        }
        String erased = from(start);
        return error(
                position,
                erased.isEmpty()
                        ? "type parameters are no part of a pattern; leave out '<...>'"
                        : "types are matched without their type arguments; write the erased type: " + erased);
    }

    /**
     * Whether here begins a group in place of the declaring type, {@code (@x.Y Type).method}, rather than a list of parameters:
     * behind its end the text goes on at once.
     */
    boolean isTypeGroupNext() {
        if (!isNext('(')) {
            return false;
        }
        int depth = 0;
        for (int i = position; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return i + 1 < text.length() && ".+".indexOf(text.charAt(i + 1)) >= 0;
            }
        }
        return false;
    }

    String from(int start) {
        return text.substring(start, position);
    }

    String until(int end) {
        return text.substring(0, end);
    }

    String rest(int start) {
        return text.substring(start);
    }

    PatternException error(int at, String problem) {
        return new PatternException(text, at, problem);
    }

    PatternException expected(String what) {
        return error(position, "expected " + what + ", found " + found());
    }

    private String found() {
        if (isAtEnd()) {
            return "the end";
        }
        int c = text.codePointAt(position);
        boolean visible = c != END && !Character.isISOControl(c) && !Character.isIdentifierIgnorable(c);
        return visible ? "'" + new String(Character.toChars(c)) + "'" : String.format("U+%04X", c);
    }

    /** A piece of the text and where it begins. */
    static final class Word {
        final String text;
        final int start;

        Word(String text, int start) {
            this.text = text;
            this.start = start;
        }

        boolean isEmpty() {
            return text.isEmpty();
        }

        Word upTo(int end) {
            return new Word(text.substring(0, end), start);
        }

        Word after(int begin) {
            return new Word(text.substring(begin), start + begin);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

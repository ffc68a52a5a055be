package io.phase3.agent.pattern;

/**
 * A name with wildcards: {@code *} stands for any characters of one segment, {@code ..} for any number of segments, also none.
 *
 * <p>A dot of the pattern matches {@code .} and {@code $}, so that {@code Outer.Inner} finds {@code Outer$Inner}; a {@code $}
 * matches only itself. Consequently {@code com.acme.*} also finds the types nested in those of the package.
 */
final class NamePattern {
    private static final char WITHIN_SEGMENT = '*';
    /** Any segments, also none, each with the separator behind it: {@code a..b} is kept as {@code a.…b}, {@code *..b} as {@code …b}. */
    private static final char ACROSS_SEGMENTS = '\u2026';

    private final String text;
    private final String tokens;
    private final int firstWildcard;
    private final int lastWildcard;

    private NamePattern(String text) {
        this.text = text.equals("*..*") ? "*" : text;
        tokens = tokens(text);
        int first = 0;
        while (first < tokens.length() && !isWildcard(tokens.charAt(first))) {
            first++;
        }
        int last = tokens.length() - 1;
        while (last > first && !isWildcard(tokens.charAt(last))) {
            last--;
        }
        firstWildcard = first;
        lastWildcard = last;
    }

    /** The pattern of a text that is known to be well formed: no empty segment, neither {@code ...} nor {@code **}. */
    static NamePattern of(String text) {
        return new NamePattern(text);
    }

    private static String tokens(String text) {
        String atStart = text.startsWith("*..") ? ACROSS_SEGMENTS + text.substring("*..".length()) : text;
        return atStart.replace("..", "." + ACROSS_SEGMENTS);
    }

    /** Whether the pattern says nothing: {@code *} or {@code *..*}. */
    boolean isAny() {
        return text.equals("*");
    }

    boolean isExact() {
        return firstWildcard == tokens.length();
    }

    /**
     * Whether the text is a type's binary name beyond doubt: packages begin with a lower-case letter, whatever else begins a
     * segment may be a type, in which another one is nested.
     */
    boolean isBinaryName() {
        if (!isExact()) {
            return false;
        }
        for (int dot = text.lastIndexOf('.'); dot >= 0; dot = text.lastIndexOf('.', dot - 1)) {
            int segment = text.lastIndexOf('.', dot - 1) + 1;
            if (!Character.isLowerCase(text.codePointAt(segment))) {
                return false;
            }
        }
        return true;
    }

    boolean matches(String name) {
        if (isAny()) {
            return true;
        }
        if (isExact()) {
            return name.length() == tokens.length() && isRegionMatch(0, name, 0, tokens.length());
        }
        int suffix = tokens.length() - lastWildcard - 1;
        return name.length() >= firstWildcard + suffix
                && isRegionMatch(0, name, 0, firstWildcard)
                && isRegionMatch(lastWildcard + 1, name, name.length() - suffix, suffix)
                && (isAnythingBetween() || isWildcardMatch(name, firstWildcard, name.length() - suffix));
    }

    /** {@code com.acme..*}, what most patterns are: the prefix says it all. */
    private boolean isAnythingBetween() {
        return lastWildcard == firstWildcard + 1
                && tokens.charAt(firstWildcard) == ACROSS_SEGMENTS
                && tokens.charAt(lastWildcard) == WITHIN_SEGMENT;
    }

    private boolean isRegionMatch(int token, String name, int start, int length) {
        for (int i = 0; i < length; i++) {
            if (!steps(tokens.charAt(token + i), name.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    /** Follows all readings of the wildcards at once: quadratic at worst, where backtracking would be exponential. */
    private boolean isWildcardMatch(String name, int start, int end) {
        int length = lastWildcard - firstWildcard + 1;
        boolean[] reached = new boolean[length + 1];
        reached[0] = true;
        skipEmptyWildcards(reached, start == 0 || isSeparator(name.charAt(start - 1)));
        for (int at = start; at < end; at++) {
            char c = name.charAt(at);
            for (int i = length; i >= 0; i--) {
                boolean stays = reached[i] && i < length && stays(token(i), c);
                boolean steps = i > 0 && reached[i - 1] && steps(token(i - 1), c);
                reached[i] = stays || steps;
            }
            skipEmptyWildcards(reached, isSeparator(c));
        }
        return reached[length];
    }

    private void skipEmptyWildcards(boolean[] reached, boolean atSegmentStart) {
        for (int i = 0; i < reached.length - 1; i++) {
            boolean mayBeEmpty = token(i) == WITHIN_SEGMENT || (token(i) == ACROSS_SEGMENTS && atSegmentStart);
            if (reached[i] && mayBeEmpty) {
                reached[i + 1] = true;
            }
        }
    }

    private char token(int afterFirstWildcard) {
        return tokens.charAt(firstWildcard + afterFirstWildcard);
    }

    private static boolean stays(char token, char c) {
        return token == ACROSS_SEGMENTS || (token == WITHIN_SEGMENT && c != '.');
    }

    private static boolean steps(char token, char c) {
        return token == '.' ? isSeparator(c) : token == c && !isWildcard(token);
    }

    private static boolean isSeparator(char c) {
        return c == '.' || c == '$';
    }

    private static boolean isWildcard(char token) {
        return token == WITHIN_SEGMENT || token == ACROSS_SEGMENTS;
    }

    /** The pattern's text; {@code *} where it says nothing. */
    @Override
    public String toString() {
        return text;
    }
}

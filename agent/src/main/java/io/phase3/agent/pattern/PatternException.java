package io.phase3.agent.pattern;

/** A text that is no method pattern: the message says where it went wrong, what was expected and what would be right. */
public final class PatternException extends IllegalArgumentException {
    private static final int LONGEST_QUOTE = 1_100;

    private final int position;

    public PatternException(String message) {
        super(message);
        position = 0;
    }

    PatternException(String text, int position, String problem) {
        super("'" + quoted(text) + "': column " + (position + 1) + ": " + problem);
        this.position = position;
    }

    /** The offset in the pattern's text where reading it failed, counted from 0; the text's length if something is missing at its end. */
    public int position() {
        return position;
    }

    /** The text as it may stand in a message of one line. */
    static String quoted(String text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_QUOTE); i++) {
            line.append(Character.isISOControl(text.charAt(i)) ? ' ' : text.charAt(i));
        }
        return text.length() > LONGEST_QUOTE ? line.append("...").toString() : line.toString();
    }
}

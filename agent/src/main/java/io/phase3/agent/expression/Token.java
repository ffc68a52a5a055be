package io.phase3.agent.expression;

/** The smallest piece of an expression's text that has a meaning. */
final class Token {
    enum Kind {
        NAME,
        NUMBER,
        TEXT,
        SYMBOL,
        END
    }

    final Kind kind;

    /** The characters as written; for {@link Kind#TEXT} what they stand for, without quotes and escapes. */
    final String text;

    final int position;

    Token(Kind kind, String text, int position) {
        this.kind = kind;
        this.text = text;
        this.position = position;
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isName(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** The token as an error message speaks of it. */
    @Override
    public String toString() {
        switch (kind) {
            case END:
                return "the end of the expression";
            case NUMBER:
                return "the number " + text;
            case TEXT:
                return "a text literal";
            default:
                return "'" + text + "'";
        }
    }
}

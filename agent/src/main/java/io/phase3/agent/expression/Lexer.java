package io.phase3.agent.expression;

import java.util.ArrayList;
import java.util.List;

/** Cuts an expression's text into tokens. */
final class Lexer {
    /** The largest power of ten a literal may have: the range of IEEE 754 decimal128, in which all arithmetic is done. */
    static final int MAX_EXPONENT = 6144;

    private static final String[] SYMBOLS = {
        "<=", ">=", "==", "!=", "&&", "||", "??", "?.", "<", ">", "!", "?", ":", "+", "-", "*", "/", "(", ")", "[", "]",
        "."
    };

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(String text) {
        this.text = text;
    }

    /** The tokens of the text, of which the last is {@link Token.Kind#END}. */
    static List<Token> tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipSpace()) {
            lexer.tokens.add(lexer.next());
        }
        lexer.tokens.add(new Token(Token.Kind.END, "", text.length()));
        return lexer.tokens;
    }

    static boolean isIdentifier(String name) {
        int end = 0;
        while (end < name.length() && isPart(name.codePointAt(end), end == 0)) {
            end += Character.charCount(name.codePointAt(end));
        }
        return end > 0 && end == name.length();
    }

    private boolean skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
        return position < text.length();
    }

    private Token next() {
        int first = text.codePointAt(position);
        if (isPart(first, true)) {
            return name();
        }
        if (isDigit(position)) {
            return number();
        }
        if (first == '\'') {
            return textLiteral();
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, position)) {
                position += symbol.length();
                return new Token(Token.Kind.SYMBOL, symbol, position - symbol.length());
            }
        }
        throw unexpected(first);
    }

    private Token name() {
        int start = position;
        while (position < text.length() && isPart(text.codePointAt(position), position == start)) {
            position += Character.charCount(text.codePointAt(position));
        }
        return new Token(Token.Kind.NAME, text.substring(start, position), start);
    }

    private Token number() {
        int start = position;
        digits();
        if (position < text.length() && text.charAt(position) == '.') {
            position++;
            if (digits() == 0) {
                throw expected("a digit after the decimal point");
            }
        }
        if (position < text.length() && (text.charAt(position) | 0x20) == 'e') {
            exponent();
        }
        return new Token(Token.Kind.NUMBER, text.substring(start, position), start);
    }

    private void exponent() {
        position++;
        if (position < text.length() && (text.charAt(position) == '+' || text.charAt(position) == '-')) {
            position++;
        }
        int start = position;
        int count = digits();
        if (count == 0) {
            throw expected("the digits of an exponent");
        }
        if (count > 4 || Integer.parseInt(text.substring(start, position)) > MAX_EXPONENT) {
            throw ExpressionException.malformed(start, "an exponent may be at most " + MAX_EXPONENT);
        }
    }

    private int digits() {
        int start = position;
        while (isDigit(position)) {
            position++;
        }
        return position - start;
    }

    private Token textLiteral() {
        int start = position++;
        StringBuilder value = new StringBuilder();
        while (position < text.length() && text.charAt(position) != '\'') {
            if (text.charAt(position) == '\\') {
                position++;
                if (position == text.length() || "'\\".indexOf(text.charAt(position)) < 0) {
                    throw ExpressionException.malformed(
                            position - 1, "after \\ only ' or \\ may stand in a text literal");
                }
            }
            value.append(text.charAt(position++));
        }
        if (position == text.length()) {
            throw ExpressionException.malformed(start, "the text literal that starts here has no closing '");
        }
        position++;
        return new Token(Token.Kind.TEXT, value.toString(), start);
    }

    private ExpressionException unexpected(int found) {
        switch (found) {
            case '=':
                return ExpressionException.malformed(
                        position, "an expression can only read, it assigns nothing; '==' compares");
            case '&':
            case '|':
                String single = String.valueOf((char) found);
                return expected("'" + single + single + "'");
            case '"':
                return ExpressionException.malformed(position, "a text literal stands in single quotes: 'text'");
            default:
                return expected("a name, a number, a text literal or an operator");
        }
    }

    private ExpressionException expected(String what) {
        String found = "the end of the expression";
        if (position < text.length()) {
            int character = text.codePointAt(position);
            boolean readable = character > ' ' && Character.isDefined(character) && !Character.isISOControl(character);
            found = readable
                    ? "'" + new String(Character.toChars(character)) + "'"
                    : String.format("the character U+%04X", character);
        }
        return ExpressionException.malformed(position, "expected " + what + ", found " + found);
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private static boolean isPart(int character, boolean first) {
        return first
                ? Character.isJavaIdentifierStart(character)
                : Character.isJavaIdentifierPart(character) && !Character.isIdentifierIgnorable(character);
    }
}

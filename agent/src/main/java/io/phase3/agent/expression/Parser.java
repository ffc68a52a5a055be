package io.phase3.agent.expression;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds the syntax tree of an expression.
 *
 * <pre>
 * expression  = coalesce [ "?" expression ":" expression ]
 * coalesce    = or { "??" or }                                        the first that is not absent
 * or          = and { "||" and }
 * and         = equality { "&amp;&amp;" equality }
 * equality    = relation { ( "==" | "!=" ) relation }
 * relation    = sum { ( "&lt;" | "&lt;=" | "&gt;" | "&gt;=" ) sum }
 * sum         = product { ( "+" | "-" ) product }
 * product     = unary { ( "*" | "/" ) unary }
 * unary       = ( "-" | "!" ) unary | path
 * path        = primary { ( "." | "?." ) name | "[" ( index | text | "*" ) "]" }
 *                                             x['a-b'] reads the property a-b, for a Map's keys; x[*] is every element
 * primary     = number | text | "true" | "false" | "null" | "mdc" "(" text ")" | name | "(" expression ")"
 * name        = a Java identifier
 * index       = digit { digit }
 * number      = digit { digit } [ "." digit { digit } ] [ ( "e" | "E" ) [ "+" | "-" ] digit { digit } ]
 * text        = "'" { any character but ' and \ | "\'" | "\\" } "'"
 * </pre>
 */
final class Parser {
    /** How many {@code char}s an expression may have. */
    static final int MAX_LENGTH = 4096;

    /** How many levels an expression may be nested: enough for any rule, few enough for any thread's stack. */
    static final int MAX_DEPTH = 100;

    private static final String READ_ONLY = "an expression can only read";

    private final List<Token> tokens;
    private int next;
    private int nesting;

    private Parser(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Syntax parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw ExpressionException.malformed(
                    MAX_LENGTH, "an expression may have at most " + MAX_LENGTH + " characters");
        }
        Parser parser = new Parser(Lexer.tokens(text));
        Syntax syntax = parser.expression();
        Token rest = parser.peek();
        if (rest.kind != Token.Kind.END) {
            throw parser.expected("an operator or the end of the expression");
        }
        return syntax;
    }

    private Syntax expression() {
        enter();
        Syntax condition = coalesce();
        Syntax result = condition;
        if (accept("?")) {
            int position = tokens.get(next - 1).position;
            Syntax then = expression();
            expect(":", "':' and the value for when the condition is false");
            result = bounded(new Syntax.Conditional(position, condition, then, expression()));
        }
        nesting--;
        return result;
    }

    /** Collects the operands before it nests them to the right, so that a long chain needs no deep recursion. */
    private Syntax coalesce() {
        List<Syntax> operands = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        operands.add(binary(Operator.OR.precedence));
        while (accept(Operator.COALESCE.symbol)) {
            positions.add(tokens.get(next - 1).position);
            operands.add(binary(Operator.OR.precedence));
        }
        Syntax result = operands.get(operands.size() - 1);
        for (int i = positions.size() - 1; i >= 0; i--) {
            result = bounded(new Syntax.Binary(positions.get(i), Operator.COALESCE, operands.get(i), result));
        }
        return result;
    }

    private Syntax binary(int precedence) {
        Syntax left = unary();
        Operator operator = Operator.of(peek());
        while (operator != null && operator.precedence >= precedence) {
            int position = take().position;
            Syntax right = binary(operator.precedence + 1);
            left = bounded(new Syntax.Binary(position, operator, left, right));
            operator = Operator.of(peek());
        }
        return left;
    }

    private Syntax unary() {
        Token sign = peek();
        if (!accept("-") && !accept("!")) {
            return path();
        }
        enter();
        Syntax operand = unary();
        nesting--;
        return bounded(new Syntax.Unary(sign.position, sign.isSymbol("!"), operand));
    }

    private Syntax path() {
        Syntax path = primary();
        while (true) {
            Token dot = peek();
            if (accept(".") || accept("?.")) {
                Token name = take(Token.Kind.NAME, "a property name after " + dot);
                path = bounded(new Syntax.Property(name.position, path, name.text, dot.isSymbol("?.")));
                refuseCall(name);
            } else if (accept("[")) {
                path = bounded(element(path));
                expect("]", "']'");
            } else {
                return path;
            }
        }
    }

    private Syntax element(Syntax owner) {
        Token token = peek();
        if (token.kind == Token.Kind.TEXT) {
            take();
            return new Syntax.Property(token.position, owner, token.text, false);
        }
        if (accept("*")) {
            return new Syntax.Elements(token.position, owner);
        }
        if (token.kind != Token.Kind.NUMBER || !token.text.matches("[0-9]{1,9}")) {
            String key = token.kind == Token.Kind.NAME ? token.text : "key";
            throw expected("[0], ['" + key + "'] or [*] for all elements");
        }
        take();
        return new Syntax.Index(token.position, owner, Integer.parseInt(token.text));
    }

    private Syntax primary() {
        Token token = peek();
        switch (token.kind) {
            case NUMBER:
                take();
                return Syntax.Literal.number(token.position, token.text);
            case TEXT:
                take();
                return Syntax.Literal.of(token.position, token.text);
            case NAME:
                take();
                return named(token);
            default:
                if (!accept("(")) {
                    throw expected("a value such as arg0, result, a number or a 'text'");
                }
                Syntax inner = expression();
                expect(")", "')'");
                return inner;
        }
    }

    private Syntax named(Token token) {
        switch (token.text) {
            case "true":
                return Syntax.Literal.of(token.position, true);
            case "false":
                return Syntax.Literal.of(token.position, false);
            case "null":
                return Syntax.Literal.of(token.position, null);
            case "new":
                throw ExpressionException.malformed(token.position, READ_ONLY + ", it constructs no objects");
            default:
                break;
        }
        if (token.text.equals("mdc") && accept("(")) {
            Token key = take(Token.Kind.TEXT, "the key as a text literal: mdc('key')");
            expect(")", "')'");
            return new Syntax.Mdc(token.position, key.text);
        }
        refuseCall(token);
        return new Syntax.Name(token.position, token.text);
    }

    private void refuseCall(Token name) {
        if (peek().isSymbol("(")) {
            String property = Names.property(name.text);
            throw ExpressionException.malformed(
                    peek().position,
                    READ_ONLY + ", it calls no methods"
                            + (property == null
                                    ? ""
                                    : "; write '" + property + "' for what " + name.text + "() returns"));
        }
    }

    private void enter() {
        // One more than nodes may be nested: a node's operand may stand in parentheses.
        if (++nesting > MAX_DEPTH + 1) {
            throw tooDeep(peek().position);
        }
    }

    private static Syntax bounded(Syntax syntax) {
        if (syntax.depth > MAX_DEPTH) {
            throw tooDeep(syntax.position);
        }
        return syntax;
    }

    private static ExpressionException tooDeep(int position) {
        return ExpressionException.malformed(
                position, "an expression may be nested at most " + MAX_DEPTH + " levels deep");
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token take() {
        return tokens.get(next++);
    }

    private Token take(Token.Kind kind, String what) {
        if (peek().kind != kind) {
            throw expected(what);
        }
        return take();
    }

    private boolean accept(String symbol) {
        boolean accepted = peek().isSymbol(symbol);
        next += accepted ? 1 : 0;
        return accepted;
    }

    private void expect(String symbol, String what) {
        if (!accept(symbol)) {
            throw expected(what);
        }
    }

    private ExpressionException expected(String what) {
        return ExpressionException.malformed(peek().position, "expected " + what + ", found " + peek());
    }
}

package io.phase3.agent.expression;

/** Writes a syntax tree in canonical form, with no more parentheses than needed; parsed again it gives an equal tree. */
final class Printer implements Syntax.Visitor<Void> {
    private static final int LOWEST = 0;
    private static final int UNARY = Operator.MULTIPLY.precedence + 1;
    private static final int PATH = UNARY + 1;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String print(Syntax syntax) {
        Printer printer = new Printer();
        syntax.accept(printer);
        return printer.out.toString();
    }

    @Override
    public Void literal(Syntax.Literal literal) {
        if (literal.value instanceof String) {
            quoted((String) literal.value);
        } else {
            out.append(literal.written != null ? literal.written : String.valueOf(literal.value));
        }
        return null;
    }

    @Override
    public Void name(Syntax.Name name) {
        out.append(name.name);
        return null;
    }

    @Override
    public Void property(Syntax.Property property) {
        owner(property.owner);
        if (Lexer.isIdentifier(property.name)) {
            out.append(property.lenient ? "?." : ".").append(property.name);
        } else {
            out.append('[');
            quoted(property.name);
            out.append(']');
        }
        return null;
    }

    @Override
    public Void index(Syntax.Index index) {
        owner(index.owner);
        out.append('[').append(index.index).append(']');
        return null;
    }

    @Override
    public Void elements(Syntax.Elements elements) {
        owner(elements.owner);
        out.append("[*]");
        return null;
    }

    @Override
    public Void mdc(Syntax.Mdc mdc) {
        out.append("mdc(");
        quoted(mdc.key);
        out.append(')');
        return null;
    }

    @Override
    public Void unary(Syntax.Unary unary) {
        out.append(unary.not ? '!' : '-');
        return operand(unary.operand, UNARY);
    }

    @Override
    public Void binary(Syntax.Binary binary) {
        int precedence = binary.operator.precedence;
        boolean toTheRight = binary.operator == Operator.COALESCE;
        operand(binary.left, toTheRight ? precedence + 1 : precedence);
        out.append(' ').append(binary.operator.symbol).append(' ');
        return operand(binary.right, toTheRight ? precedence : precedence + 1);
    }

    @Override
    public Void conditional(Syntax.Conditional conditional) {
        operand(conditional.condition, LOWEST + 1);
        out.append(" ? ");
        operand(conditional.then, LOWEST);
        out.append(" : ");
        return operand(conditional.otherwise, LOWEST);
    }

    /** A number needs parentheses before a dot, which would otherwise read as its decimal point. */
    private void owner(Syntax owner) {
        boolean number = owner instanceof Syntax.Literal && ((Syntax.Literal) owner).written != null;
        operand(owner, number ? PATH + 1 : PATH);
    }

    private Void operand(Syntax syntax, int precedence) {
        boolean parentheses = precedence(syntax) < precedence;
        if (parentheses) {
            out.append('(');
        }
        syntax.accept(this);
        if (parentheses) {
            out.append(')');
        }
        return null;
    }

    private static int precedence(Syntax syntax) {
        if (syntax instanceof Syntax.Conditional) {
            return LOWEST;
        }
        if (syntax instanceof Syntax.Binary) {
            return ((Syntax.Binary) syntax).operator.precedence;
        }
        return syntax instanceof Syntax.Unary ? UNARY : PATH;
    }

    private void quoted(String text) {
        out.append('\'').append(text.replace("\\", "\\\\").replace("'", "\\'")).append('\'');
    }
}

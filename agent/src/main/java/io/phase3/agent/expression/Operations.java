package io.phase3.agent.expression;

import io.phase3.agent.message.Suggestion;
import java.util.Set;

/** Checks the operands of operators and makes terms of them. */
final class Operations {
    private final Failures failures;

    Operations(Failures failures) {
        this.failures = failures;
    }

    Typed compile(Syntax.Binary binary, Typed left, Typed right) {
        if (binary.operator == Operator.EQUAL || binary.operator == Operator.UNEQUAL) {
            return equality(binary, left, right);
        }
        left.single();
        right.single();
        switch (binary.operator) {
            case COALESCE:
                return coalesce(binary, left, right);
            case OR:
            case AND:
                return junction(binary, left, right);
            case ADD:
                return sum(binary, left, right);
            case SUBTRACT:
            case MULTIPLY:
            case DIVIDE:
                return arithmetic(binary, left, right);
            default:
                numbers(binary, left, right);
                return condition(binary, new ComparisonTerm(binary.operator, left.term, right.term, failures));
        }
    }

    private static Typed coalesce(Syntax.Binary binary, Typed left, Typed right) {
        boolean number = left.type.kind == ValueType.Kind.NUMBER;
        if (number && right.type.kind == ValueType.Kind.CONDITION && right.syntax instanceof Syntax.Binary) {
            Syntax.Binary comparison = (Syntax.Binary) right.syntax;
            Syntax meant = new Syntax.Binary(
                    comparison.position,
                    comparison.operator,
                    new Syntax.Binary(binary.position, binary.operator, left.syntax, comparison.left),
                    comparison.right);
            throw new ExpressionException(
                    "'??' binds looser than '" + comparison.operator.symbol + "': write " + meant, binary.position);
        }
        return Typed.choice(binary, new CoalesceTerm(left.term, right.term), left, right);
    }

    private Typed junction(Syntax.Binary binary, Typed left, Typed right) {
        String needs = needs(binary);
        left.require(ValueType.Kind.CONDITION, needs);
        right.require(ValueType.Kind.CONDITION, needs);
        boolean decisive = binary.operator == Operator.OR;
        return condition(binary, new JunctionTerm(decisive, left.term, right.term, failures));
    }

    private Typed sum(Syntax.Binary binary, Typed left, Typed right) {
        if (left.type.kind == ValueType.Kind.TEXT || right.type.kind == ValueType.Kind.TEXT) {
            return new Typed(binary, ValueType.TEXT, new ConcatenationTerm(left.term, right.term, failures));
        }
        boolean eitherMayBeText = left.type.mayBe(ValueType.Kind.TEXT) || right.type.mayBe(ValueType.Kind.TEXT);
        return eitherMayBeText
                ? new Typed(binary, ValueType.UNKNOWN, arithmeticTerm(binary, left, right))
                : arithmetic(binary, left, right);
    }

    private Typed arithmetic(Syntax.Binary binary, Typed left, Typed right) {
        numbers(binary, left, right);
        return new Typed(binary, ValueType.NUMBER, arithmeticTerm(binary, left, right));
    }

    private Term arithmeticTerm(Syntax.Binary binary, Typed left, Typed right) {
        return new ArithmeticTerm(binary.operator, left.term, right.term, failures);
    }

    private static void numbers(Syntax.Binary binary, Typed left, Typed right) {
        left.require(ValueType.Kind.NUMBER, needs(binary));
        right.require(ValueType.Kind.NUMBER, needs(binary));
    }

    private Typed equality(Syntax.Binary binary, Typed left, Typed right) {
        boolean equal = binary.operator == Operator.EQUAL;
        if (isNull(right)) {
            return absence(binary, left);
        }
        if (isNull(left)) {
            return absence(binary, right);
        }
        if (!comparable(left.type, right.type)) {
            throw new ExpressionException(
                    left.syntax + " can never equal " + right.syntax + ": one is " + left.type.phrase()
                            + ", the other is " + right.type.phrase(),
                    binary.position);
        }
        checkConstant(left, right);
        checkConstant(right, left);
        if (left.hasManyValues()) {
            return anyEquals(binary, left, right.single());
        }
        return right.hasManyValues()
                ? anyEquals(binary, right, left)
                : condition(binary, new EqualityTerm(equal, left.term, right.term, failures));
    }

    /** {@code operand == null} and {@code operand != null} */
    private Typed absence(Syntax.Binary binary, Typed operand) {
        boolean absent = binary.operator == Operator.EQUAL;
        if (!operand.hasManyValues()) {
            return condition(binary, new AbsenceTerm(absent, operand.term));
        }
        Term anyPresent = new AnyTerm(operand.steps(), null, failures);
        return condition(binary, absent ? new NotTerm(anyPresent, failures) : anyPresent);
    }

    /** {@code many == one} */
    private Typed anyEquals(Syntax.Binary binary, Typed many, Typed one) {
        if (binary.operator == Operator.UNEQUAL) {
            Syntax any = new Syntax.Binary(binary.position, Operator.EQUAL, binary.left, binary.right);
            Syntax none = new Syntax.Unary(binary.position, true, any);
            throw new ExpressionException(
                    "'!=' does not say which of the many values of " + many.syntax + " it means: write " + none
                            + " if none may equal",
                    binary.position);
        }
        return condition(binary, new AnyTerm(many.steps(), one.term, failures));
    }

    private static boolean isNull(Typed typed) {
        return typed.isLiteral() && typed.type.kind == ValueType.Kind.NULL;
    }

    private static boolean comparable(ValueType left, ValueType right) {
        return left.mayBe(right.kind)
                || right.mayBe(left.kind)
                || left.isInterface()
                || right.isInterface()
                || (left.isEnum() && right.kind == ValueType.Kind.TEXT)
                || (right.isEnum() && left.kind == ValueType.Kind.TEXT);
    }

    /** An enum compared with a text literal must have a constant of that name. */
    private static void checkConstant(Typed constant, Typed literal) {
        Set<String> names = constant.type.constants();
        if (names == null || !(literal.syntax instanceof Syntax.Literal)) {
            return;
        }
        String name = String.valueOf(((Syntax.Literal) literal.syntax).value);
        if (!names.contains(name)) {
            throw literal.error(constant.type.name() + " has no constant '" + name + "'"
                    + Suggestion.didYouMeanOr(name, names, "; it has " + String.join(", ", names)));
        }
    }

    private static Typed condition(Syntax.Binary binary, Term term) {
        return new Typed(binary, ValueType.CONDITION, term);
    }

    private static String needs(Syntax.Binary binary) {
        return "'" + binary.operator.symbol + "' needs";
    }
}

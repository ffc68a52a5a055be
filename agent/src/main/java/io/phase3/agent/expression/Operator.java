package io.phase3.agent.expression;

/** An operator between two operands; a higher precedence binds tighter. */
enum Operator {
    COALESCE("??", 1),
    OR("||", 2),
    AND("&&", 3),
    EQUAL("==", 4),
    UNEQUAL("!=", 4),
    LESS("<", 5),
    LESS_OR_EQUAL("<=", 5),
    GREATER(">", 5),
    GREATER_OR_EQUAL(">=", 5),
    ADD("+", 6),
    SUBTRACT("-", 6),
    MULTIPLY("*", 7),
    DIVIDE("/", 7);

    private static final Operator[] ALL = values();

    final String symbol;
    final int precedence;

    Operator(String symbol, int precedence) {
        this.symbol = symbol;
        this.precedence = precedence;
    }

    /** The operator the token stands for, or null. */
    static Operator of(Token token) {
        for (Operator operator : ALL) {
            if (token.isSymbol(operator.symbol)) {
                return operator;
            }
        }
        return null;
    }
}

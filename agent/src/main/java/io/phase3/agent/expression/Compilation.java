package io.phase3.agent.expression;

import io.phase3.agent.message.Suggestion;
import java.util.Iterator;
import java.util.Set;

/** Checks an expression's nodes against a method's types and makes terms of them. */
final class Compilation implements Syntax.Visitor<Typed> {
    /** How many properties a message lists before it breaks off. */
    private static final int MOST_LISTED = 12;

    private final Scope scope;
    private final Operations operations;
    private final MemberAccess access;
    private final Failures failures;
    private boolean readsContext;
    private boolean readsEnd;
    private boolean readsUnknown;

    Compilation(Scope scope, MemberAccess access, Failures failures) {
        this.scope = scope;
        this.operations = new Operations(failures);
        this.access = access;
        this.failures = failures;
    }

    /** @throws ExpressionException if the expression does not fit the method or its value not the use */
    Typed compile(Syntax syntax, Use use) {
        Typed typed = syntax.accept(this).single();
        readsUnknown |= typed.type.kind == ValueType.Kind.UNKNOWN;
        switch (use) {
            case NUMBER:
                return typed.requireReadableNumber("the value must be");
            case CONDITION:
                return typed.require(ValueType.Kind.CONDITION, "the value must be");
            default:
                if (typed.type.kind == ValueType.Kind.VOID) {
                    throw typed.error(typed.syntax + " has no value: it is always null");
                }
                return typed;
        }
    }

    /** Whether only the thread of the call can give the value: it is in the logging context, and not in how the call ended. */
    boolean belongsToThread() {
        return readsContext && !readsEnd;
    }

    /** Whether a step on the way is known at run time only: what it finds there, no weaving can check. */
    boolean isLateBound() {
        return readsUnknown;
    }

    @Override
    public Typed literal(Syntax.Literal literal) {
        Term term = ConstantTerm.of(literal.value);
        if (literal.value == null) {
            return new Typed(literal, ValueType.NULL, term);
        }
        if (literal.value instanceof String) {
            return new Typed(literal, ValueType.TEXT, term);
        }
        return new Typed(literal, literal.value instanceof Boolean ? ValueType.CONDITION : ValueType.NUMBER, term);
    }

    @Override
    public Typed name(Syntax.Name name) {
        readsEnd |= name.name.equals("result") || name.name.equals("error");
        return scope.resolve(name);
    }

    @Override
    public Typed property(Syntax.Property property) {
        Typed owner = property.owner.accept(this);
        ValueType type = owner.type.property(property.name);
        if (type == null && !property.lenient) {
            throw noProperty(property, owner.type);
        }
        readsUnknown |= type == null || owner.type.kind == ValueType.Kind.UNKNOWN;
        Property reading = new Property(property.name, property.lenient, access);
        Term term = new PropertyTerm(owner.term, reading, failures);
        return owner.step(property, type == null ? ValueType.UNKNOWN : type, term);
    }

    private static ExpressionException noProperty(Syntax.Property property, ValueType owner) {
        Set<String> names = owner.properties();
        String message = owner.name() + " has no property '" + property.name + "'"
                + Suggestion.didYouMeanOr(property.name, names, names.isEmpty() ? "" : "; it has " + listed(names));
        return new ExpressionException(message, property.position);
    }

    private static String listed(Set<String> names) {
        StringBuilder list = new StringBuilder();
        Iterator<String> name = names.iterator();
        for (int i = 0; i < MOST_LISTED && name.hasNext(); i++) {
            list.append(i == 0 ? "" : ", ").append(name.next());
        }
        return list.append(name.hasNext() ? ", \u2026" : "").toString();
    }

    @Override
    public Typed index(Syntax.Index index) {
        Typed owner = index.owner.accept(this);
        ValueType type = owner.type.element();
        if (type == null) {
            throw new ExpressionException(
                    "[" + index.index + "] needs a list or an array, but " + index.owner + " is " + owner.type.phrase(),
                    index.position);
        }
        return owner.step(index, type, new IndexTerm(owner.term, index.index, failures));
    }

    @Override
    public Typed elements(Syntax.Elements elements) {
        Typed owner = elements.owner.accept(this);
        ValueType type = owner.type.elements();
        if (type == null) {
            throw new ExpressionException(
                    "[*] needs a list, an array, a map or another Iterable, but " + elements.owner + " is "
                            + owner.type.phrase(),
                    elements.position);
        }
        return owner.elements(elements, type);
    }

    @Override
    public Typed mdc(Syntax.Mdc mdc) {
        readsContext = true;
        return new Typed(mdc, ValueType.TEXT, new MdcTerm(mdc.key, failures));
    }

    @Override
    public Typed unary(Syntax.Unary unary) {
        Typed operand = unary.operand.accept(this).single();
        if (unary.not) {
            operand.require(ValueType.Kind.CONDITION, "'!' needs");
            return new Typed(unary, ValueType.CONDITION, new NotTerm(operand.term, failures));
        }
        operand.require(ValueType.Kind.NUMBER, "'-' needs");
        return new Typed(unary, ValueType.NUMBER, new NegationTerm(operand.term, failures));
    }

    @Override
    public Typed binary(Syntax.Binary binary) {
        return operations.compile(binary, binary.left.accept(this), binary.right.accept(this));
    }

    @Override
    public Typed conditional(Syntax.Conditional conditional) {
        Typed condition =
                conditional.condition.accept(this).single().require(ValueType.Kind.CONDITION, "before '?' stands");
        Typed then = conditional.then.accept(this).single();
        Typed otherwise = conditional.otherwise.accept(this).single();
        Term term = new ConditionalTerm(condition.term, then.term, otherwise.term, failures);
        return Typed.choice(conditional, term, then, otherwise);
    }
}

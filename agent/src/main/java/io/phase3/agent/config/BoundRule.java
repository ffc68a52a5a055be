package io.phase3.agent.config;

import io.phase3.agent.expression.Evaluation;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.ExpressionException;
import io.phase3.agent.expression.FrameLayout;
import io.phase3.agent.expression.Source;
import io.phase3.agent.expression.Use;
import io.phase3.agent.type.AsyncType;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.bytebuddy.description.method.MethodDescription;

/** A rule tied to one method that it matches: every expression checked against the method's types and compiled. */
public final class BoundRule {
    private final Rule rule;
    private final String className;
    private final String methodName;
    private final String descriptor;
    private final Map<Attribute, Evaluation> evaluations;
    private final Map<String, Evaluation> labels;
    private final OptionalInt resultSlot;
    private final OptionalInt continuationSlot;
    private final AsyncType async;
    private final OptionalInt handler;
    private final List<Source> sources;

    private BoundRule(
            Rule rule,
            MethodDescription.InDefinedShape method,
            Map<Attribute, Evaluation> evaluations,
            Map<String, Evaluation> labels,
            OptionalInt resultSlot,
            OptionalInt continuationSlot,
            AsyncType async,
            OptionalInt handler,
            List<Source> sources) {
        this.rule = rule;
        this.className = method.getDeclaringType().getName();
        this.methodName = method.getName();
        this.descriptor = method.getDescriptor();
        this.evaluations = evaluations;
        this.labels = labels;
        this.resultSlot = resultSlot;
        this.continuationSlot = continuationSlot;
        this.async = async;
        this.handler = handler;
        this.sources = sources;
    }

    /**
     * Ties a rule to a method.
     *
     * @throws ExpressionException if one of the rule's expressions does not fit the method, the message then begins with
     *     its key; or if the rule lacks what its kind needs, which neither it nor an annotation gives
     */
    public static BoundRule bind(Rule rule, MethodDescription.InDefinedShape method, ExpressionCompiler compiler) {
        requireIdentity(rule);
        requireKeys(rule);
        FrameLayout layout = new FrameLayout();
        Map<Attribute, Evaluation> evaluations = new EnumMap<>(Attribute.class);
        OptionalInt handler = handler(rule, method, compiler);
        rule.expressions().forEach((attribute, expression) -> {
            if (attribute == Attribute.HANDLER) {
                return;
            }
            try {
                evaluations.put(attribute, compiler.compile(expression, attribute.use(), method, layout));
            } catch (ExpressionException e) {
                throw new ExpressionException(attribute.key() + ": " + e.getMessage());
            }
        });
        Map<String, Evaluation> labels = new LinkedHashMap<>();
        rule.labels().forEach((label, expression) -> {
            try {
                labels.put(label, compiler.compile(expression, Use.TEXT, method, layout));
            } catch (ExpressionException e) {
                throw new ExpressionException("labels." + label + ": " + e.getMessage());
            }
        });
        // A connection is open, or closed, once the method says so: what it returns goes on about something else.
        boolean isOver = handler.isPresent() || rule.kind().isConnection();
        AsyncType async = isOver ? AsyncType.NONE : AsyncType.of(method);
        boolean readsResult = async != AsyncType.NONE || layout.sources().contains(Source.RESULT);
        OptionalInt resultSlot = readsResult ? OptionalInt.of(layout.slotOf(Source.RESULT)) : OptionalInt.empty();
        OptionalInt continuationSlot = async == AsyncType.SUSPEND
                ? OptionalInt.of(
                        layout.slotOf(Source.argument(method.getParameters().size() - 1)))
                : OptionalInt.empty();
        return new BoundRule(
                rule, method, evaluations, labels, resultSlot, continuationSlot, async, handler, layout.sources());
    }

    /** The argument that is called back, which stands in no frame: its calls have frames of their own. */
    private static OptionalInt handler(
            Rule rule, MethodDescription.InDefinedShape method, ExpressionCompiler compiler) {
        Optional<Expression> expression = rule.expression(Attribute.HANDLER);
        if (!expression.isPresent()) {
            return OptionalInt.empty();
        }
        FrameLayout layout = new FrameLayout();
        compiler.compile(expression.get(), Use.OBJECT, method, layout);
        boolean isArgument = expression.get().toString().matches("\\w+")
                && layout.sources().size() == 1
                && layout.sources().get(0).index() >= 0;
        if (!isArgument) {
            throw new ExpressionException("handler: " + expression.get() + " is no argument: arg0, arg1 …");
        }
        return OptionalInt.of(layout.sources().get(0).index());
    }

    /** Here, not where the configuration is read: what a rule leaves out may stand in an annotation on the method. */
    private static void requireIdentity(Rule rule) {
        if (rule.kind() != Kind.CONVERSION || rule.expression(Attribute.ID).isPresent()) {
            return;
        }
        for (Attribute money : Arrays.asList(Attribute.REVENUE, Attribute.REFUND)) {
            if (rule.expression(money).isPresent()) {
                throw new ExpressionException("a conversion with " + money.key()
                        + " needs id, the expression of its identity: the same id is never counted twice");
            }
        }
    }

    /** What the configuration is refused without may be missing in an annotation. */
    private static void requireKeys(Rule rule) {
        if (rule.kind().isOwnMetric() && !rule.metric().isPresent()) {
            throw new ExpressionException("a metric of one's own needs a name: metric = \"…\"");
        }
        if (rule.kind() == Kind.GAUGE && !rule.expression(Attribute.VALUE).isPresent()) {
            throw new ExpressionException("a gauge needs value, the expression of what it shows");
        }
        if (rule.kind().isConnection() && !rule.expression(Attribute.CONNECTION).isPresent()) {
            throw new ExpressionException("kind " + rule.kind().keyword()
                    + " needs connection, the expression of the object whose identity is the connection");
        }
    }

    /** The rule. */
    public Rule rule() {
        return rule;
    }

    /** The method's name without its class. */
    public String methodName() {
        return methodName;
    }

    /** The method as class, name and descriptor, the same in every class loader. */
    public String method() {
        return className + '.' + methodName + descriptor;
    }

    /** The compiled expression under the key, if the rule has one. */
    public Optional<Evaluation> evaluation(Attribute attribute) {
        return Optional.ofNullable(evaluations.get(attribute));
    }

    /** Own metrics: label names and their compiled expressions, in the order of the configuration. */
    public Map<String, Evaluation> labels() {
        return Collections.unmodifiableMap(labels);
    }

    /** Where in a frame the result stands, if anybody needs it. */
    public OptionalInt resultSlot() {
        return resultSlot;
    }

    /** Where in a frame the continuation of a suspend function stands. */
    public OptionalInt continuationSlot() {
        return continuationSlot;
    }

    /** The position of the argument whose calls are meant, not those of the method. */
    public OptionalInt handler() {
        return handler;
    }

    /** How the end of calls can be seen that go on after the method has returned. */
    public AsyncType async() {
        return async;
    }

    /** The values that a frame holds, in the order of their slots. */
    public List<Source> sources() {
        return sources;
    }
}

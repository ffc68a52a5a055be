package io.phase3.agent.expression;

import io.phase3.agent.message.Suggestion;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;

/** The names with which an expression on a method can start, and what they stand for. */
final class Scope {
    private final MethodDescription method;
    private final FrameLayout layout;

    Scope(MethodDescription method, FrameLayout layout) {
        this.method = method;
        this.layout = layout;
    }

    Typed resolve(Syntax.Name name) {
        switch (name.name) {
            case "this":
                return receiver(name);
            case "result":
                return result(name);
            case "error":
                return new Typed(
                        name,
                        ValueType.of(TypeDescription.ForLoadedType.of(Throwable.class)
                                .asGenericType()),
                        new SlotTerm(FrameLayout.THROWN));
            default:
                break;
        }
        if (name.name.matches("arg[0-9]+")) {
            return argument(name);
        }
        int index = parameters().indexOf(name.name);
        if (index < 0) {
            throw unknown(name);
        }
        return argument(name, index);
    }

    private Typed receiver(Syntax.Name name) {
        if (method.isStatic()) {
            throw new ExpressionException(method.getName() + " is static: it has no 'this'", name.position);
        }
        return source(
                name, Source.RECEIVER, ValueType.of(method.getDeclaringType().asGenericType()));
    }

    private Typed result(Syntax.Name name) {
        if (method.isConstructor()) {
            throw new ExpressionException("a constructor has no 'result'; the new object is 'this'", name.position);
        }
        ValueType type = ValueType.completed(method);
        if (type.kind == ValueType.Kind.VOID) {
            String returns = method.getReturnType().getTypeName();
            throw new ExpressionException(method.getName() + " has no 'result': it returns " + returns, name.position);
        }
        return source(name, Source.RESULT, type);
    }

    private Typed argument(Syntax.Name name) {
        String digits = name.name.substring("arg".length());
        int count = method.getParameters().size();
        // No method has more than 255 parameters.
        if (digits.length() > 3 || Integer.parseInt(digits) >= count) {
            String has =
                    count == 0 ? "no parameters" : count == 1 ? "1 parameter: arg0" : count + " parameters: " + range();
            throw new ExpressionException(
                    "there is no " + name.name + ": " + method.getName() + " has " + has, name.position);
        }
        return argument(name, Integer.parseInt(digits));
    }

    private Typed argument(Syntax.Name name, int index) {
        return source(
                name,
                Source.argument(index),
                ValueType.of(method.getParameters().get(index)));
    }

    private Typed source(Syntax.Name name, Source source, ValueType type) {
        return new Typed(name, type, new SlotTerm(layout.slotOf(source)));
    }

    /** The parameters' names by position; null for one whose name was not compiled in. */
    private List<String> parameters() {
        List<String> names = new ArrayList<>();
        for (ParameterDescription parameter : method.getParameters()) {
            names.add(parameter.isNamed() ? parameter.getName() : null);
        }
        return names;
    }

    private String range() {
        int count = method.getParameters().size();
        return count == 1 ? "arg0" : "arg0\u2026arg" + (count - 1);
    }

    private ExpressionException unknown(Syntax.Name name) {
        List<String> names = new ArrayList<>();
        for (String parameter : parameters()) {
            if (parameter != null) {
                names.add(parameter);
            }
        }
        if (!method.isStatic()) {
            names.add("this");
        }
        if (!method.isConstructor() && ValueType.of(method).kind != ValueType.Kind.VOID) {
            names.add("result");
        }
        names.add("error");
        String hint = Suggestion.didYouMeanOr(
                name.name, names, "; a text literal stands in single quotes: '" + name.name + "'");
        if (!method.getParameters().isEmpty()) {
            names.add(0, range());
        }
        return new ExpressionException(
                "unknown name '" + name.name + "': there are " + String.join(", ", names) + hint, name.position);
    }
}

package io.phase3.agent.expression;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;

/** Finds the values that an expression's text may show or consist of, as far as their types do not limit them to a few. */
final class OpenValues implements Syntax.Visitor<Void> {
    private final MethodDescription method;
    private final Compilation compilation;
    private final List<OpenValue> found = new ArrayList<>();

    OpenValues(MethodDescription method, Compilation compilation) {
        this.method = method;
        this.compilation = compilation;
    }

    List<OpenValue> found() {
        return found;
    }

    private Void leaf(Syntax leaf, String name) {
        ValueType type = leaf.accept(compilation).type;
        if (!type.hasFewValues()) {
            found.add(new OpenValue(leaf.toString(), name, type));
        }
        return null;
    }

    @Override
    public Void literal(Syntax.Literal literal) {
        return null;
    }

    /** {@code arg0} is called like the parameter, if that name was compiled in. */
    @Override
    public Void name(Syntax.Name name) {
        for (ParameterDescription parameter : method.getParameters()) {
            if (name.name.equals("arg" + parameter.getIndex())) {
                return leaf(name, parameter.getName());
            }
        }
        return leaf(name, name.name);
    }

    /** What each of a few objects says is few, too. */
    @Override
    public Void property(Syntax.Property property) {
        return property.owner.accept(compilation).type.hasFewValues() ? null : leaf(property, property.name);
    }

    @Override
    public Void index(Syntax.Index index) {
        String owner = index.owner.toString();
        return leaf(index, owner.substring(owner.lastIndexOf('.') + 1));
    }

    @Override
    public Void elements(Syntax.Elements elements) {
        return null;
    }

    @Override
    public Void mdc(Syntax.Mdc mdc) {
        return leaf(mdc, mdc.key);
    }

    @Override
    public Void unary(Syntax.Unary unary) {
        return leaf(unary, "");
    }

    @Override
    public Void binary(Syntax.Binary binary) {
        if (binary.operator == Operator.COALESCE || isConcatenation(binary)) {
            binary.left.accept(this);
            binary.right.accept(this);
            return null;
        }
        return leaf(binary, "");
    }

    private boolean isConcatenation(Syntax.Binary binary) {
        return binary.operator == Operator.ADD && binary.accept(compilation).type.kind == ValueType.Kind.TEXT;
    }

    @Override
    public Void conditional(Syntax.Conditional conditional) {
        conditional.then.accept(this);
        conditional.otherwise.accept(this);
        return null;
    }
}

package io.phase3.agent.expression;

/** A value that a text may show, and that its type does not limit to a few. Immutable. */
public final class OpenValue {
    private final String path;
    private final String name;
    private final ValueType type;

    OpenValue(String path, String name, ValueType type) {
        this.path = path;
        this.name = name;
        this.type = type;
    }

    /** The path or the arithmetic that gives it, in canonical form. */
    public String path() {
        return path;
    }

    /** What it is called: the last property, the parameter, the key; empty for arithmetic. */
    public String name() {
        return name;
    }

    /** Whether it is a number, as declared. */
    public boolean isNumber() {
        return type.kind == ValueType.Kind.NUMBER;
    }

    /** Whether it is an object that becomes text by its {@code toString}, as declared. */
    public boolean isObject() {
        return type.kind == ValueType.Kind.OBJECT;
    }

    /** The declared type's name, or what is known instead. */
    public String type() {
        return type.name();
    }
}

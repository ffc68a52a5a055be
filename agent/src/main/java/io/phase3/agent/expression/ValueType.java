package io.phase3.agent.expression;

import io.phase3.agent.type.AsyncType;
import io.phase3.agent.type.Hierarchy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;

/** What is known about a value while weaving, from declared types alone. */
final class ValueType {
    enum Kind {
        TEXT("a text"),
        NUMBER("a number"),
        CONDITION("a condition (true or false)"),
        /** An object whose class or one of its super types is declared. */
        OBJECT("an object"),
        /** Anything: only the run-time class will tell. */
        UNKNOWN("of a type that is known at run time only"),
        /** The literal null. */
        NULL("null"),
        /** What a void method returns. */
        VOID("nothing");

        final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }
    }

    static final ValueType TEXT = new ValueType(Kind.TEXT, describe(String.class));
    static final ValueType NUMBER = new ValueType(Kind.NUMBER, describe(BigDecimal.class));
    static final ValueType CONDITION = new ValueType(Kind.CONDITION, describe(boolean.class));
    static final ValueType COUNT = new ValueType(Kind.NUMBER, describe(int.class));
    /** A text out of a map, a list or an array, which may be anything that came as text: a header's value. */
    static final ValueType ENTRY = new ValueType(Kind.TEXT, describe(String.class));

    static final ValueType UNKNOWN = new ValueType(Kind.UNKNOWN, null);
    static final ValueType NULL = new ValueType(Kind.NULL, null);
    private static final ValueType VOID = new ValueType(Kind.VOID, null);

    /** Super types of texts, numbers and conditions, which say nothing about what stands behind them. */
    private static final Set<String> SAY_NOTHING = new HashSet<>(Arrays.asList(
            "java.lang.Object",
            "java.lang.Comparable",
            "java.lang.Cloneable",
            "java.io.Serializable",
            "java.lang.constant.Constable",
            "java.lang.constant.ConstantDesc"));

    final Kind kind;
    private final TypeDescription.Generic declared;
    private final Hierarchy hierarchy;

    private ValueType(Kind kind, TypeDescription.Generic declared) {
        this(kind, declared, declared == null ? null : new Hierarchy(declared));
    }

    private ValueType(Kind kind, TypeDescription.Generic declared, Hierarchy hierarchy) {
        this.kind = kind;
        this.declared = declared;
        this.hierarchy = hierarchy;
    }

    /** What the method returns; {@link #UNKNOWN}, as in the methods that follow, if a class file is missing or broken. */
    static ValueType of(MethodDescription method) {
        try {
            return of(method.getReturnType());
        } catch (RuntimeException | LinkageError missing) {
            return UNKNOWN;
        }
    }

    static ValueType of(ParameterDescription parameter) {
        try {
            return of(parameter.getType());
        } catch (RuntimeException | LinkageError missing) {
            return UNKNOWN;
        }
    }

    static ValueType of(FieldDescription field) {
        try {
            return of(field.getType());
        } catch (RuntimeException | LinkageError missing) {
            return UNKNOWN;
        }
    }

    static ValueType of(TypeDescription.Generic declared) {
        if (declared.getSort().isWildcard()) {
            return of(declared.getUpperBounds().get(0));
        }
        if (declared.getSort().isTypeVariable()) {
            return UNKNOWN;
        }
        String name = declared.asErasure().getName();
        switch (name) {
            case "void":
            case "java.lang.Void":
                return VOID;
            case "java.util.Optional":
                return argument(declared, 0);
            case "java.util.OptionalInt":
                return of(describe(int.class));
            case "java.util.OptionalLong":
                return of(describe(long.class));
            case "java.util.OptionalDouble":
                return of(describe(double.class));
            default:
                Hierarchy hierarchy = new Hierarchy(declared);
                return new ValueType(kind(declared, name, hierarchy), declared, hierarchy);
        }
    }

    private static Kind kind(TypeDescription.Generic declared, String name, Hierarchy hierarchy) {
        if (name.equals("boolean") || name.equals("java.lang.Boolean")) {
            return Kind.CONDITION;
        }
        if (name.equals("char") || name.equals("java.lang.Character") || hierarchy.contains("java.lang.CharSequence")) {
            return Kind.TEXT;
        }
        if (declared.isPrimitive() || hierarchy.contains("java.lang.Number")) {
            return Kind.NUMBER;
        }
        boolean saysNothing = SAY_NOTHING.contains(name) || hierarchy.types().isEmpty();
        return saysNothing ? Kind.UNKNOWN : Kind.OBJECT;
    }

    private static ValueType argument(TypeDescription.Generic parameterized, int index) {
        try {
            return parameterized != null && parameterized.getSort().isParameterized()
                    ? of(parameterized.getTypeArguments().get(index))
                    : UNKNOWN;
        } catch (RuntimeException | LinkageError missing) {
            return UNKNOWN;
        }
    }

    /** What the method gives an expression as its result: for an asynchronous one what its calls complete with. */
    static ValueType completed(MethodDescription method) {
        AsyncType async = AsyncType.of(method);
        if (async == AsyncType.NONE || async == AsyncType.UNKNOWN) {
            return of(method);
        }
        try {
            TypeDescription.Generic completed = async.completed(method);
            return completed == null ? UNKNOWN : of(completed);
        } catch (RuntimeException | LinkageError missing) {
            return UNKNOWN;
        }
    }

    /** What {@code [n]} gives, or null if this is surely neither a list nor an array. */
    ValueType element() {
        if (isArray()) {
            return entry(component());
        }
        if (is("java.util.List")) {
            return entry(argument(hierarchy.find("java.util.List"), 0));
        }
        return isOpen() ? UNKNOWN : null;
    }

    /** What {@code [*]} gives, or null if this surely has no elements. */
    ValueType elements() {
        if (is("java.util.Map")) {
            return argument(hierarchy.find("java.util.Map"), 1);
        }
        return is("java.lang.Iterable") ? argument(hierarchy.find("java.lang.Iterable"), 0) : element();
    }

    private static ValueType entry(ValueType type) {
        return type.kind == Kind.TEXT ? ENTRY : type;
    }

    private ValueType component() {
        try {
            return of(declared.getComponentType());
        } catch (RuntimeException | LinkageError missing) {
            return UNKNOWN;
        }
    }

    /** What the property gives, or null if there surely is none. */
    ValueType property(String name) {
        if (is("java.util.Map")) {
            return entry(argument(hierarchy.find("java.util.Map"), 1));
        }
        if (declared == null || isArray()) {
            boolean length = isArray() && name.equals("length");
            return kind == Kind.UNKNOWN ? UNKNOWN : length ? COUNT : null;
        }
        ValueType property = new DeclaredProperties(hierarchy).find(name);
        return property == null && isOpen() ? UNKNOWN : property;
    }

    /** The names of the properties that can be seen from here, in alphabetical order. */
    Set<String> properties() {
        return hierarchy == null ? new TreeSet<>() : new DeclaredProperties(hierarchy).names();
    }

    /** The names of an enum's constants in their order; null if this is no enum type. */
    Set<String> constants() {
        if (!isEnum() || !declared.asErasure().isEnum()) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        for (FieldDescription field : declared.asErasure().getDeclaredFields()) {
            if (field.isEnum()) {
                names.add(field.getName());
            }
        }
        return names;
    }

    boolean isEnum() {
        return is("java.lang.Enum");
    }

    /** Whether a program has few such values: true and false, an enum's constants, its classes. */
    boolean hasFewValues() {
        return kind == Kind.CONDITION || kind == Kind.NULL || isEnum() || is("java.lang.Class");
    }

    boolean isInterface() {
        return kind == Kind.OBJECT && !isArray() && declared.asErasure().isInterface();
    }

    /** Whether a value may turn out to be more than its declared type shows. */
    private boolean isOpen() {
        return kind == Kind.UNKNOWN || (hierarchy != null && !hierarchy.complete());
    }

    /** Whether a value of this type may be of the kind. */
    boolean mayBe(Kind other) {
        return kind == other || kind == Kind.NULL || isOpen();
    }

    private boolean is(String name) {
        return hierarchy != null && !isArray() && hierarchy.contains(name);
    }

    private boolean isArray() {
        return declared != null && declared.isArray();
    }

    /** What is known of a value that is of this or of the other type. */
    ValueType or(ValueType other) {
        if (kind == Kind.NULL) {
            return other;
        }
        if (other.kind == Kind.NULL || name().equals(other.name())) {
            return this;
        }
        switch (kind == other.kind ? kind : Kind.UNKNOWN) {
            case TEXT:
                return TEXT;
            case NUMBER:
                return NUMBER;
            case CONDITION:
                return CONDITION;
            default:
                return UNKNOWN;
        }
    }

    /** The declared type's name, or what is known instead. */
    String name() {
        return declared == null ? kind.phrase : declared.getTypeName();
    }

    /** {@code number (int)}, {@code com.acme.Lead}: what the value is, without an article. */
    String describe() {
        switch (kind) {
            case TEXT:
            case NUMBER:
                return kind.phrase.substring(2) + " (" + name() + ")";
            case CONDITION:
                return "condition";
            case OBJECT:
                return name();
            case UNKNOWN:
                return "known at run time";
            default:
                return kind.phrase;
        }
    }

    /** {@code a number (int)}, {@code com.acme.Lead}: what the value is, for a sentence. */
    String phrase() {
        switch (kind) {
            case TEXT:
            case NUMBER:
                return "a " + describe();
            case OBJECT:
                return name();
            default:
                return kind.phrase;
        }
    }

    private static TypeDescription.Generic describe(Class<?> jdkClass) {
        return TypeDescription.ForLoadedType.of(jdkClass).asGenericType();
    }
}

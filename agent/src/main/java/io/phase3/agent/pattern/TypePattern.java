package io.phase3.agent.pattern;

import java.util.ArrayList;

/** A type: a name pattern, with {@code +} for its subtypes, with brackets for arrays; {@code *} is every type. */
final class TypePattern {
    private static final String[] SUPER_TYPES_OF_ARRAYS = {
        "java.lang.Object", "java.lang.Cloneable", "java.io.Serializable"
    };

    private final NamePattern name;
    private final boolean subtypes;
    private final int dimensions;

    TypePattern(NamePattern name, boolean subtypes, int dimensions) {
        this.name = name;
        this.subtypes = subtypes && !name.isAny();
        this.dimensions = dimensions;
    }

    static TypePattern any() {
        return new TypePattern(NamePattern.of("*"), false, 0);
    }

    NamePattern name() {
        return name;
    }

    boolean hasSubtypes() {
        return subtypes;
    }

    int dimensions() {
        return dimensions;
    }

    boolean isAny() {
        return name.isAny() && dimensions == 0;
    }

    boolean matches(ErasedType type) {
        return isAny() || isNameMatch(type) || (subtypes && isSubtypeMatch(type));
    }

    private boolean isNameMatch(ErasedType type) {
        if (name.isAny()) {
            // An array of arrays is an array of "any type", too.
            return type.dimensions() >= dimensions;
        }
        return type.dimensions() == dimensions && name.matches(type.element());
    }

    private boolean isSubtypeMatch(ErasedType type) {
        return type.dimensions() == dimensions
                ? type.isElementSubtypeOf(name, new ArrayList<>())
                : type.dimensions() > dimensions && isSuperTypeOfArrays();
    }

    private boolean isSuperTypeOfArrays() {
        for (String superType : SUPER_TYPES_OF_ARRAYS) {
            if (name.matches(superType)) {
                return true;
            }
        }
        return false;
    }

    /** Text that parses to an equal pattern. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name.toString());
        if (subtypes) {
            text.append('+');
        }
        for (int i = 0; i < dimensions; i++) {
            text.append("[]");
        }
        return text.toString();
    }
}

package io.phase3.agent.pattern;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;

/** The parameters' types in their order; {@code ..} stands for any number of parameters, also none. */
final class ParametersPattern implements Part {
    /** In the place of {@code ..}; compared by identity. */
    static final TypePattern ANY_NUMBER = TypePattern.any();

    private static final int ORDINAL = 2;

    private final String source;
    private final List<TypePattern> types;
    private final int fewest;

    ParametersPattern(String source, List<TypePattern> types) {
        this.source = source;
        this.types = normalised(types);
        int counted = 0;
        for (TypePattern type : types) {
            counted += isAnyNumber(type) ? 0 : 1;
        }
        fewest = counted;
    }

    /** In a run of {@code ..} and {@code *} only the number of {@code *} counts: it becomes {@code *, *, ..}. */
    private static List<TypePattern> normalised(List<TypePattern> types) {
        List<TypePattern> normalised = new ArrayList<>();
        for (TypePattern type : types) {
            boolean afterAnyNumber = !normalised.isEmpty() && isAnyNumber(normalised.get(normalised.size() - 1));
            if (!afterAnyNumber) {
                normalised.add(type);
            } else if (!isAnyNumber(type)) {
                normalised.add(type.isAny() ? normalised.size() - 1 : normalised.size(), type);
            }
        }
        return normalised;
    }

    @Override
    public boolean accepts(MethodDescription.InDefinedShape method) {
        int count = method.getParameters().size();
        return isCountMatch(count) && isTypesMatch(method, count);
    }

    private boolean isCountMatch(int count) {
        return count == fewest || (count > fewest && types.size() > fewest);
    }

    /** Gives each {@code ..} as few parameters as possible, and one more to the last of them whenever a type says no. */
    private boolean isTypesMatch(MethodDescription.InDefinedShape method, int count) {
        int type = 0;
        int parameter = 0;
        int lastAnyNumber = -1;
        int resume = 0;
        while (parameter < count) {
            if (type < types.size() && isAnyNumber(types.get(type))) {
                lastAnyNumber = type++;
                resume = parameter;
            } else if (type < types.size() && isTypeMatch(types.get(type), method, parameter)) {
                type++;
                parameter++;
            } else if (lastAnyNumber >= 0) {
                type = lastAnyNumber + 1;
                parameter = ++resume;
            } else {
                return false;
            }
        }
        while (type < types.size() && isAnyNumber(types.get(type))) {
            type++;
        }
        return type == types.size();
    }

    private static boolean isTypeMatch(TypePattern type, MethodDescription.InDefinedShape method, int parameter) {
        return type.isAny() || type.matches(ErasedType.ofParameter(method, parameter));
    }

    private static boolean isAnyNumber(TypePattern type) {
        return type == ANY_NUMBER;
    }

    @Override
    public Mismatch refusal(MethodDescription.InDefinedShape method) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < method.getParameters().size(); i++) {
            found.add(ErasedType.ofParameter(method, i).toString());
        }
        return new Mismatch(source, "the parameters are (" + String.join(", ", found) + ")", ORDINAL);
    }

    /** Text that parses to an equal pattern. */
    @Override
    public String toString() {
        List<String> texts = new ArrayList<>();
        for (TypePattern type : types) {
            texts.add(isAnyNumber(type) ? ".." : type.toString());
        }
        return "(" + String.join(", ", texts) + ")";
    }
}

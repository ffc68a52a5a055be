package io.phase3.agent.pattern;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.description.method.MethodDescription;

/** The modifiers that a method must have, and those that it must not have. */
final class ModifiersPattern implements Part {
    private static final int ORDINAL = 4;
    private static final int VISIBILITY = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE;
    private static final List<String> NAMES = Collections.unmodifiableList(
            Arrays.asList("public", "protected", "private", "static", "final", "synchronized", "abstract", "native"));
    private static final int[] BITS = {
        Modifier.PUBLIC,
        Modifier.PROTECTED,
        Modifier.PRIVATE,
        Modifier.STATIC,
        Modifier.FINAL,
        Modifier.SYNCHRONIZED,
        Modifier.ABSTRACT,
        Modifier.NATIVE
    };

    private final int required;
    private final int forbidden;

    private ModifiersPattern(int required, int forbidden) {
        this.required = required;
        // "public" already says "neither protected nor private".
        this.forbidden = (required & VISIBILITY) == 0 ? forbidden : forbidden & ~VISIBILITY;
    }

    static ModifiersPattern none() {
        return new ModifiersPattern(0, 0);
    }

    static boolean isModifier(String word) {
        return NAMES.contains(word);
    }

    static String names() {
        return String.join(", ", NAMES);
    }

    /** Whether no method can have the modifier besides those that are asked for already. */
    boolean contradicts(String modifier, boolean negated) {
        int bit = bit(modifier);
        if (negated) {
            return (required & bit) != 0;
        }
        int otherVisibility = (bit & VISIBILITY) == 0 ? 0 : required & VISIBILITY & ~bit;
        return (forbidden & bit) != 0 || otherVisibility != 0;
    }

    ModifiersPattern with(String modifier, boolean negated) {
        int bit = bit(modifier);
        return negated
                ? new ModifiersPattern(required, forbidden | bit)
                : new ModifiersPattern(required | bit, forbidden);
    }

    private static int bit(String modifier) {
        return BITS[NAMES.indexOf(modifier)];
    }

    @Override
    public boolean accepts(MethodDescription.InDefinedShape method) {
        int modifiers = method.getModifiers();
        return (modifiers & required) == required && (modifiers & forbidden) == 0;
    }

    @Override
    public Mismatch refusal(MethodDescription.InDefinedShape method) {
        int modifiers = method.getModifiers();
        for (int i = 0; i < BITS.length; i++) {
            boolean present = (modifiers & BITS[i]) != 0;
            if ((required & BITS[i]) != 0 && !present) {
                boolean visibility = (BITS[i] & VISIBILITY) != 0;
                String reason = visibility ? visibilityOf(modifiers) : "not " + NAMES.get(i);
                return new Mismatch(NAMES.get(i), "the method is " + reason, ORDINAL);
            }
            if ((forbidden & BITS[i]) != 0 && present) {
                return new Mismatch("!" + NAMES.get(i), "the method is " + NAMES.get(i), ORDINAL);
            }
        }
        throw new IllegalStateException(this + "accepts " + method);
    }

    private static String visibilityOf(int modifiers) {
        for (int i = 0; i < BITS.length; i++) {
            if ((modifiers & VISIBILITY & BITS[i]) != 0) {
                return NAMES.get(i);
            }
        }
        return "package-private";
    }

    /** Text that parses to an equal pattern, with a space behind it; empty for any modifiers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < BITS.length; i++) {
            if ((required & BITS[i]) != 0) {
                text.append(NAMES.get(i)).append(' ');
            }
            if ((forbidden & BITS[i]) != 0) {
                text.append('!').append(NAMES.get(i)).append(' ');
            }
        }
        return text.toString();
    }
}

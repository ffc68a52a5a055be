package io.phase3.agent.config;

/** The name of a language model, in which {@code *} stands for anything. Immutable. */
final class ModelPattern {
    private final String[] literals;

    ModelPattern(String text) {
        literals = text.split("\\*", -1);
    }

    /** How many characters the pattern has besides {@code *}. */
    int literals() {
        int length = 0;
        for (String literal : literals) {
            length += literal.length();
        }
        return length;
    }

    boolean matches(String model) {
        String first = literals[0];
        String last = literals[literals.length - 1];
        if (literals.length == 1) {
            return model.equals(first);
        }
        int end = model.length() - last.length();
        int at = first.length();
        if (at > end || !model.startsWith(first) || !model.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < literals.length - 1; i++) {
            int found = model.indexOf(literals[i], at);
            if (found < 0 || found + literals[i].length() > end) {
                return false;
            }
            at = found + literals[i].length();
        }
        return true;
    }
}

package io.phase3.agent.expression;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Takes values out of optionals, of which an expression knows nothing: an empty one is an absent value. */
final class Optionals {
    private Optionals() {}

    static Object unwrapped(Object value) {
        Object content = value;
        while (content instanceof Optional) {
            content = ((Optional<?>) content).orElse(null);
        }
        if (content instanceof OptionalInt) {
            OptionalInt number = (OptionalInt) content;
            return number.isPresent() ? (Object) number.getAsInt() : null;
        }
        if (content instanceof OptionalLong) {
            OptionalLong number = (OptionalLong) content;
            return number.isPresent() ? (Object) number.getAsLong() : null;
        }
        if (content instanceof OptionalDouble) {
            OptionalDouble number = (OptionalDouble) content;
            return number.isPresent() ? (Object) number.getAsDouble() : null;
        }
        return content;
    }
}

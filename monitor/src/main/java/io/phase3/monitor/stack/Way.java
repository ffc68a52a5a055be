package io.phase3.monitor.stack;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a stack is run. */
enum Way {
    /** By programs of this machine. */
    NATIVE,
    /** By Docker Compose. */
    COMPOSE;

    /** As operators write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #toString} writes. */
    static final class Converter implements ITypeConverter<Way> {
        @Override
        public Way convert(String text) {
            return switch (text) {
                case "native" -> NATIVE;
                case "compose" -> COMPOSE;
                default -> throw new TypeConversionException("'" + text + "' is neither native nor compose");
            };
        }
    }
}

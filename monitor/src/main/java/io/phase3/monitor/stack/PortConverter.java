package io.phase3.monitor.stack;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a port, or 0 for any. */
final class PortConverter implements ITypeConverter<Integer> {
    private static final int HIGHEST = 65_535;

    @Override
    public Integer convert(String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST) {
            return Integer.valueOf(text);
        }
        throw new TypeConversionException("'" + text + "' is no port; write a number within 0-65535");
    }
}

package io.phase3.monitor.promql;

/** What a selector demands of one label. */
public record Matcher(String label, Operator operator, String value) {

    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        DOES_NOT_MATCH("!~");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** By its number in Prometheus' remote read protocol. */
        static Operator numbered(int number) {
            return switch (number) {
                case 0 -> EQUAL;
                case 1 -> NOT_EQUAL;
                case 2 -> MATCHES;
                case 3 -> DOES_NOT_MATCH;
                default -> throw new IllegalArgumentException("no operator has the number " + number);
            };
        }
    }

    @Override
    public String toString() {
        return label + operator.symbol + '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

package io.phase3.monitor.stack;

/**
 * What a look at one side of a stack has found.
 *
 * @param subject what was looked at
 * @param reason what it looks like
 */
record Finding(String subject, Level level, String reason) {

    /** How bad it is. */
    enum Level {
        OK("ok", ""),
        WARNING("warning", "yellow"),
        FAILED("FAILED", "bold,red");

        private final String word;
        private final String style;

        Level(String word, String style) {
            this.word = word;
            this.style = style;
        }

        /** As people read it. */
        String word() {
            return word;
        }

        /** As picocli has styles. */
        String style() {
            return style;
        }
    }

    static Finding ok(String subject, String reason) {
        return new Finding(subject, Level.OK, reason);
    }

    static Finding warning(String subject, String reason) {
        return new Finding(subject, Level.WARNING, reason);
    }

    static Finding failed(String subject, String reason) {
        return new Finding(subject, Level.FAILED, reason);
    }
}

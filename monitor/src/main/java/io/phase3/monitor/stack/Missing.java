package io.phase3.monitor.stack;

import java.util.List;
import java.util.Optional;

/** Why a part cannot, or should not, run on a machine. */
final class Missing {
    static final List<String> POSTGRES_VARIABLES =
            List.of("DATA_SOURCE_NAME", "DATA_SOURCE_URI", "DATA_SOURCE_URI_FILE");
    private static final List<String> REDIS_VARIABLES = List.of("REDIS_ADDR", "PHASE3_REDIS_URI");

    private Missing() {}

    /** The reason, in words that say what to do; empty if nothing is missing. */
    static Optional<String> reason(Part part, Machine machine) {
        if (!part.isOurs() && part.program(machine.path()).isEmpty()) {
            return Optional.of("not installed: " + part.installation());
        }
        // An exporter of nothing would only raise the alarm that nothing is down.
        if (part == Part.REDIS_EXPORTER && !isConfigured(machine, REDIS_VARIABLES)) {
            return Optional.of("not configured: set PHASE3_REDIS_URI");
        }
        if (part == Part.POSTGRES_EXPORTER
                && !isConfigured(machine, POSTGRES_VARIABLES)
                && machine.variable("PHASE3_DATABASE_URL").isEmpty()) {
            return Optional.of("not configured: set PHASE3_DATABASE_URL");
        }
        return Optional.empty();
    }

    static boolean isConfigured(Machine machine, List<String> variables) {
        return variables.stream().anyMatch(name -> machine.variable(name).isPresent());
    }
}

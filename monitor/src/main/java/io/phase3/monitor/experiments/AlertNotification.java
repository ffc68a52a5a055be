package io.phase3.monitor.experiments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Alertmanager says by its webhook of version 4, as far as experiments are concerned; fields that it does not know it
 * passes over. Immutable.
 *
 * @param reasons for each experiment that is to be rolled back, by its name: its alerts, and what they say
 * @param ignored how many other alerts there were
 */
record AlertNotification(Map<String, String> reasons, int ignored) {

    /** The alerts that mean that an experiment does harm. */
    private static final Set<String> HARM =
            Set.of("Phase3ExperimentNegativeImpact", "Phase3ExperimentGuardrailBreached");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What was sent is no notification; the message says why. */
    static final class MalformedException extends Exception {
        MalformedException(String message) {
            super(message);
        }
    }

    static AlertNotification parse(byte[] body) throws MalformedException {
        JsonNode root = read(body);
        if (!root.isObject()) {
            throw new MalformedException("the body is no JSON object");
        }
        String version = root.path("version").asText();
        if (!version.equals("4")) {
            throw new MalformedException("the version is '" + (version.length() > 10 ? "…" : version)
                    + "': Alertmanager's webhook of version \"4\" is understood");
        }
        JsonNode alerts = root.path("alerts");
        if (!alerts.isArray()) {
            throw new MalformedException("'alerts' is no list");
        }
        return of(alerts);
    }

    private static JsonNode read(byte[] body) throws MalformedException {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new MalformedException(
                    "the body is no JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new MalformedException("the body is no text in UTF-8");
        }
    }

    private static AlertNotification of(JsonNode alerts) {
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        int ignored = 0;
        for (JsonNode alert : alerts) {
            String experiment = alert.path("labels").path("experiment").asText();
            if (demandsRollback(alert) && !experiment.isEmpty()) {
                reasons.computeIfAbsent(experiment, name -> new ArrayList<>()).add(reason(alert));
            } else {
                ignored++;
            }
        }
        Map<String, String> joined = new LinkedHashMap<>();
        reasons.forEach((experiment, each) -> joined.put(experiment, String.join("; ", each)));
        return new AlertNotification(joined, ignored);
    }

    private static boolean demandsRollback(JsonNode alert) {
        return alert.path("status").asText().equals("firing") && HARM.contains(name(alert));
    }

    private static String reason(JsonNode alert) {
        String summary = alert.path("annotations").path("summary").asText();
        return summary.isEmpty() ? name(alert) : name(alert) + ": " + summary;
    }

    private static String name(JsonNode alert) {
        return alert.path("labels").path("alertname").asText();
    }
}

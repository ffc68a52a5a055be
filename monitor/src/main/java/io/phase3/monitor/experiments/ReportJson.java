package io.phase3.monitor.experiments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;

/** Writes a report on an experiment as one JSON object; what is not known is {@code null}, never left out. */
final class ReportJson {

    private ReportJson() {}

    static String of(ExperimentReport report) {
        Experiment experiment = report.experiment();
        Results results = report.results();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("experiment", experiment.name());
        json.put("feature", experiment.feature());
        json.put("status", experiment.status().name().toLowerCase(Locale.ROOT));
        json.put("startedAt", experiment.startedAt().toString());
        json.put("stoppedAt", experiment.stoppedAt().map(Instant::toString).orElse(null));
        json.put("heldBy", experiment.hold().map(Hold::by).orElse(null));
        json.put("heldReason", experiment.hold().map(Hold::reason).orElse(null));
        json.put("evaluatedAt", results.evaluatedAt().map(Instant::toString).orElse(null));
        number(json, "sampleRatioPValue", results.sampleRatioPValue());
        json.put(
                "requiredSampleSize",
                results.requiredSampleSize().isPresent()
                        ? (Long) results.requiredSampleSize().getAsLong()
                        : null);
        number(json, "multipleExposureRatio", experiment.multipleExposureRatio());
        variants(json.putArray("variants"), experiment);
        treatments(json.putArray("treatments"), results);
        guardrails(json.putArray("guardrails"), results);
        json.put("advice", report.verdict().advice().keyword());
        json.put("verdict", report.verdict().sentence());
        return json.toString();
    }

    private static void variants(ArrayNode json, Experiment experiment) {
        for (Variant variant : experiment.variants()) {
            json.addObject()
                    .put("variant", variant.name())
                    .put("control", variant.control())
                    .put("weight", variant.weight())
                    .put("assigned", variant.assigned())
                    .put("exposed", variant.exposed())
                    .put("converted", variant.converted());
        }
    }

    private static void treatments(ArrayNode json, Results results) {
        for (Results.Treatment treatment : results.treatments()) {
            ObjectNode each = json.addObject().put("variant", treatment.variant());
            number(each, "lift", treatment.lift());
            number(each, "liftLower", treatment.lower());
            number(each, "liftUpper", treatment.upper());
            number(each, "pValue", treatment.pValue());
            number(each, "sequentialPValue", treatment.sequentialPValue());
        }
    }

    private static void guardrails(ArrayNode json, Results results) {
        for (Results.GuardrailResult result : results.guardrails()) {
            ObjectNode each =
                    json.addObject().put("guardrail", result.guardrail()).put("variant", result.variant());
            number(each, "sequentialPValue", result.sequentialPValue());
            each.put("harmful", result.harmful());
        }
    }

    private static void number(ObjectNode json, String field, double number) {
        json.put(field, Double.isFinite(number) ? (Double) number : null);
    }
}

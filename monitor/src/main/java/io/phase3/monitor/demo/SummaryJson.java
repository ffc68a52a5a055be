package io.phase3.monitor.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.Map;

/** Writes a summary as one JSON object on one line; what is not known is {@code null}, never left out. */
final class SummaryJson {

    /** A microsecond, and a ten-thousandth of a cent: digits beyond are noise of adding up. */
    private static final int DECIMALS = 6;

    private final JsonGenerator json;

    private SummaryJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(Summary summary, URI metrics) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(text)) {
            json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            new SummaryJson(json).write(summary, metrics);
        }
        return text.toString();
    }

    private void write(Summary summary, URI metrics) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("ok", summary.isComplete());
        number("durationSeconds", summary.elapsed().toMillis() / 1e3);
        json.writeStringField("metricsUrl", metrics.toString());
        json.writeObjectFieldStart("kinds");
        for (KindSummary kind : summary.kinds()) {
            write(kind);
        }
        json.writeEndObject();
        number(
                "conversions",
                summary.conversions().isPresent() ? summary.conversions().getAsLong() : Double.NaN);
        numbers("revenueDollars", summary.revenueDollars());
        numbers("apiCostDollars", summary.apiCostDollars());
        json.writeArrayFieldStart("rulesWithoutMethods");
        for (String rule : summary.rulesWithoutMethods()) {
            json.writeString(rule);
        }
        json.writeEndArray();
        json.writeObjectFieldStart("agentErrors");
        for (var error : summary.agentErrors().entrySet()) {
            json.writeNumberField(error.getKey(), error.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(KindSummary kind) throws IOException {
        json.writeObjectFieldStart(kind.kind().keyword());
        json.writeStringField("feature", kind.features().isEmpty() ? null : kind.features());
        json.writeNumberField("calls", kind.calls());
        number("callsPerSecond", kind.callsPerSecond());
        number("p50Seconds", kind.p50Seconds());
        number("p95Seconds", kind.p95Seconds());
        number("targetSeconds", kind.kind().targetSeconds().orElse(Double.NaN));
        number("successRatio", kind.successRatio());
        json.writeEndObject();
    }

    private void numbers(String field, Map<String, Double> values) throws IOException {
        json.writeObjectFieldStart(field);
        for (var entry : values.entrySet()) {
            number(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private void number(String field, double value) throws IOException {
        json.writeFieldName(field);
        if (Double.isFinite(value)) {
            BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
            json.writeNumber(rounded.stripTrailingZeros());
        } else {
            json.writeNull();
        }
    }
}

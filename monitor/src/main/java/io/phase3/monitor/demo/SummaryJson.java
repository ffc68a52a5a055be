package io.phase3.monitor.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a summary as one JSON object on one line; what is not known is {@code null}, never left out. */
final class SummaryJson {

    /** A microsecond: digits beyond are noise of adding up. Amounts of money have none, and keep all of theirs. */
    private static final int DECIMALS = 6;

    private final JsonGenerator json;

    private SummaryJson(JsonGenerator json) {
        this.json = json;
    }

    /** @param business what the exporter says; left out where there is no exporter */
    static String of(Summary summary, URI metrics, Optional<BusinessSummary> business) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(text)) {
            json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            new SummaryJson(json).write(summary, metrics, business);
        }
        return text.toString();
    }

    private void write(Summary summary, URI metrics, Optional<BusinessSummary> business) throws IOException {
        json.writeStartObject();
        boolean businessIsRight = business.map(BusinessSummary::isRight).orElse(true);
        json.writeBooleanField("ok", summary.isComplete() && summary.isExact() && businessIsRight);
        number("durationSeconds", summary.elapsed().toMillis() / 1e3);
        json.writeStringField("metricsUrl", metrics.toString());
        json.writeObjectFieldStart("kinds");
        for (KindSummary kind : summary.kinds()) {
            write(kind);
        }
        json.writeEndObject();
        write(Audit.of(
                summary.counted(), summary.journal().map(RunJournal::earnings).orElse(Earnings.NONE)));
        writeJournal(summary);
        writeApiCost(summary);
        writeTouches(summary.touches());
        counts("rejected", summary.rejected());
        strings("rulesWithoutMethods", summary.rulesWithoutMethods());
        counts("agentErrors", summary.agentErrors());
        if (business.isPresent()) {
            write(business.get());
        }
        json.writeEndObject();
    }

    private void write(BusinessSummary business) throws IOException {
        Earnings ledger = business.ledger().counted();
        json.writeObjectFieldStart("exporter");
        json.writeStringField("metricsUrl", business.metrics().toString());
        json.writeBooleanField("ledgerEqualsJournal", business.ledger().isEqual());
        json.writeObjectFieldStart("ledger");
        writeLedger("revenue", ledger.revenue());
        writeLedger("refunds", ledger.refunds());
        json.writeEndObject();
        json.writeNumberField("metrics", business.served());
        strings("missing", business.missing());
        strings("failingSources", business.failingSources());
        json.writeEndObject();
    }

    private void writeLedger(String field, Map<String, BigDecimal> dollars) throws IOException {
        json.writeObjectFieldStart(field);
        byFeature(dollars);
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

    /** Each amount as the counters have it and as the journal has it. */
    private void write(Audit audit) throws IOException {
        Earnings counted = audit.counted();
        Earnings journalled = audit.journalled();
        json.writeObjectFieldStart("conversions");
        json.writeNumberField("total", counted.conversions());
        json.writeNumberField("journal", journalled.conversions());
        json.writeBooleanField("equal", counted.conversions() == journalled.conversions());
        json.writeEndObject();
        write("revenue", counted.revenue(), journalled.revenue());
        write("refunds", counted.refunds(), journalled.refunds());
        write("net", counted.net(), journalled.net());
    }

    private void write(String field, Map<String, BigDecimal> counted, Map<String, BigDecimal> journalled)
            throws IOException {
        json.writeObjectFieldStart(field);
        byFeature(counted);
        json.writeObjectFieldStart("journal");
        byFeature(journalled);
        json.writeEndObject();
        json.writeBooleanField("equal", counted.equals(journalled));
        json.writeEndObject();
    }

    private void writeJournal(Summary summary) throws IOException {
        json.writeObjectFieldStart("journal");
        json.writeStringField(
                "directory",
                summary.journal().map(journal -> journal.directory().toString()).orElse(null));
        strings("problems", summary.journal().map(RunJournal::problems).orElse(List.of()));
        json.writeEndObject();
    }

    private void writeApiCost(Summary summary) throws IOException {
        json.writeObjectFieldStart("apiCost");
        json.writeObjectFieldStart("byFeature");
        for (var feature : summary.apiCost().entrySet()) {
            json.writeObjectFieldStart(feature.getKey());
            amounts(feature.getValue());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("total", Dollars.total(summary.apiCostByFeature().values()));
        json.writeEndObject();
    }

    private void writeTouches(Map<String, Long> touches) throws IOException {
        json.writeObjectFieldStart("touches");
        counts("byFeature", touches);
        json.writeNumberField(
                "total", touches.values().stream().mapToLong(Long::longValue).sum());
        json.writeEndObject();
    }

    private void byFeature(Map<String, BigDecimal> dollars) throws IOException {
        json.writeObjectFieldStart("byFeature");
        amounts(dollars);
        json.writeEndObject();
        json.writeNumberField("total", Dollars.total(dollars.values()));
    }

    private void amounts(Map<String, BigDecimal> dollars) throws IOException {
        for (var amount : dollars.entrySet()) {
            json.writeNumberField(amount.getKey(), amount.getValue());
        }
    }

    private void counts(String field, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(field);
        for (var count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private void strings(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
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

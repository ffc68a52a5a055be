package io.phase3.monitor.impact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.phase3.monitor.impact.ImpactReport.Costs;
import io.phase3.monitor.impact.ImpactReport.Day;
import io.phase3.monitor.impact.ImpactReport.Feature;
import io.phase3.monitor.impact.ImpactReport.Objective;
import io.phase3.monitor.impact.ImpactReport.Overall;
import io.phase3.monitor.impact.ImpactReport.Standing;
import io.phase3.monitor.impact.ImpactReport.Users;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writes a report as one JSON object on one line, in ASCII.
 *
 * <p>Money is in dollars as exact decimals; dates are ISO; what is not known is {@code null}, never left out.
 */
final class ImpactJson {
    private final JsonGenerator json;

    private ImpactJson(JsonGenerator json) {
        this.json = json;
    }

    static String of(ImpactReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonFactory.builder()
                // A name of a feature survives being printed in the C locale.
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .build()
                .createGenerator(text)) {
            json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            new ImpactJson(json).write(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(ImpactReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("period", report.period().name().toLowerCase(Locale.ROOT));
        json.writeStringField("first", report.first().toString());
        json.writeStringField("last", report.last().toString());
        json.writeStringField("zone", report.zone().getId());
        json.writeStringField("model", report.model());
        json.writeStringField("feature", report.feature().orElse(null));
        write(report.overall());
        write(report.users());
        write(report.costs());
        json.writeArrayFieldStart("features");
        for (Feature feature : report.features()) {
            write(feature);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("objectives");
        for (Objective objective : report.objectives()) {
            write(objective);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("trend");
        for (Day day : report.trend()) {
            write(day);
        }
        json.writeEndArray();
        strings("sources", report.sources());
        strings("missing", report.missing());
        json.writeEndObject();
    }

    private void write(Overall overall) throws IOException {
        json.writeObjectFieldStart("overall");
        dollars("credits", overall.credits());
        dollars("reversals", overall.reversals());
        dollars("revenue", overall.revenue());
        json.writeNumberField("conversions", overall.conversions());
        dollars("projectedAnnual", overall.projectedAnnual());
        number("targetLow", overall.targetLow());
        number("targetHigh", overall.targetHigh());
        standing(Optional.of(overall.standing()));
        dollars("net", overall.net());
        number("roi", overall.roi());
        number("targetRoi", overall.targetRoi());
        json.writeEndObject();
    }

    private void write(Users users) throws IOException {
        json.writeObjectFieldStart("users");
        if (users.active().isPresent()) {
            json.writeNumberField("active", users.active().getAsLong());
        } else {
            json.writeNullField("active");
        }
        number("nps", users.nps());
        number("adoption", users.adoption());
        json.writeEndObject();
    }

    private void write(Costs costs) throws IOException {
        json.writeObjectFieldStart("costs");
        dollars("infrastructure", costs.infrastructure());
        dollars("api", costs.api());
        dollars("total", costs.total());
        json.writeArrayFieldStart("items");
        for (Costs.Item item : costs.items()) {
            json.writeStartObject();
            json.writeStringField("kind", item.kind());
            json.writeStringField("name", item.name());
            json.writeStringField("feature", item.feature());
            dollars("costs", item.cents());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(Feature feature) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", feature.name());
        dollars("revenue", feature.revenue());
        json.writeNumberField("touched", feature.touched());
        number("share", feature.share());
        dollars("costs", feature.costs());
        dollars("net", feature.net());
        number("roi", feature.roi());
        dollars("projectedAnnual", feature.projectedAnnual());
        number("targetLow", feature.targetLow());
        number("targetHigh", feature.targetHigh());
        standing(feature.standing());
        number("adoption", feature.adoption());
        number("nps", feature.nps());
        json.writeEndObject();
    }

    private void write(Objective objective) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", objective.target());
        json.writeStringField("title", objective.title());
        json.writeStringField("feature", objective.feature().orElse(null));
        json.writeStringField("unit", objective.unit());
        json.writeBooleanField("atLeast", objective.atLeast());
        number("goal", objective.goal());
        number("value", objective.value());
        if (objective.isMet().isPresent()) {
            json.writeBooleanField("met", objective.isMet().get());
        } else {
            json.writeNullField("met");
        }
        json.writeEndObject();
    }

    private void write(Day day) throws IOException {
        json.writeStartObject();
        json.writeStringField("date", day.date().toString());
        dollars("revenue", day.revenue());
        json.writeNumberField("conversions", day.conversions());
        dollars("costs", day.costs());
        json.writeEndObject();
    }

    private void dollars(String field, long cents) throws IOException {
        number(field, Decimals.dollars(cents));
    }

    private void dollars(String field, OptionalLong cents) throws IOException {
        if (cents.isPresent()) {
            dollars(field, cents.getAsLong());
        } else {
            json.writeNullField(field);
        }
    }

    private void number(String field, Optional<BigDecimal> number) throws IOException {
        if (number.isPresent()) {
            number(field, number.get());
        } else {
            json.writeNullField(field);
        }
    }

    private void number(String field, BigDecimal number) throws IOException {
        json.writeNumberField(field, number);
    }

    private void standing(Optional<Standing> standing) throws IOException {
        json.writeStringField(
                "standing",
                standing.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse(null));
    }

    private void strings(String field, List<String> strings) throws IOException {
        json.writeArrayFieldStart(field);
        for (String string : strings) {
            json.writeString(string);
        }
        json.writeEndArray();
    }
}

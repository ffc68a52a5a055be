package io.phase3.agent.attribution.journal;

import com.google.gson.stream.JsonWriter;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An entry as one line of JSON; {@code docs/journal.md} describes every field. */
final class EntryFormat {
    /** What this class writes, and {@link EntryParser} reads. */
    static final int VERSION = 1;

    /** How every line begins that was ever written. */
    static final String BEGINNING = "{\"v\":1,";

    /** How many bytes a line may have, its end included: what is longer was not written by Phase 3. */
    static final int LONGEST = 1 << 20;

    private EntryFormat() {}

    /** A constant as the format writes it. */
    static String keyword(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The line, its end included.
     *
     * @throws IllegalArgumentException if no reader would take the entry
     */
    static byte[] line(Entry entry) {
        Optional<String> violation = Soundness.violation(entry);
        if (violation.isPresent()) {
            throw new IllegalArgumentException("an entry " + violation.get());
        }
        byte[] line = (withoutLoneSurrogates(json(entry)) + '\n').getBytes(StandardCharsets.UTF_8);
        if (line.length > LONGEST) {
            throw new IllegalArgumentException("an entry of " + line.length + " bytes is longer than " + LONGEST);
        }
        return line;
    }

    private static String json(Entry entry) {
        StringWriter text = new StringWriter(512);
        try {
            write(entry, new JsonWriter(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(Entry entry, JsonWriter json) throws IOException {
        json.beginObject().name("v").value(VERSION);
        json.name("kind").value(keyword(entry.kind()));
        if (entry.state() != Entry.State.COUNTED) {
            json.name("state").value(keyword(entry.state()));
        }
        json.name("id").value(entry.id());
        json.name("time").value(Moment.text(entry.time()));
        write("type", entry.type(), json);
        write("lead", entry.lead(), json);
        json.name("amount").value(Dollars.text(entry.amount()));
        if (entry.foreignAmount().isPresent()) {
            write(entry.foreignAmount().get(), json.name("original"));
        }
        write("model", entry.model(), json);
        if (entry.split().isPresent()) {
            write(entry.split().get(), json.name("split"));
        }
        if (!entry.touches().isEmpty()) {
            write(entry.touches(), json.name("touches"));
        }
        json.endObject();
    }

    private static void write(String name, Optional<String> value, JsonWriter json) throws IOException {
        if (value.isPresent()) {
            json.name(name).value(value.get());
        }
    }

    private static void write(ForeignAmount original, JsonWriter json) throws IOException {
        json.beginObject();
        json.name("amount").value(original.amount().toString());
        json.name("currency").value(original.currency());
        json.name("rate").value(original.rate().toString());
        json.endObject();
    }

    private static void write(Split split, JsonWriter json) throws IOException {
        json.beginObject();
        for (Map.Entry<String, Long> part : split.parts().entrySet()) {
            json.name(part.getKey()).value(Dollars.text(part.getValue()));
        }
        json.endObject();
    }

    private static void write(Iterable<Touch> touches, JsonWriter json) throws IOException {
        json.beginArray();
        for (Touch touch : touches) {
            json.beginArray().value(touch.feature()).value(touch.time()).endArray();
        }
        json.endArray();
    }

    /** Half a surrogate pair has no UTF-8; as an escape it comes back as it was. */
    private static String withoutLoneSurrogates(String json) {
        StringBuilder safe = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < json.length() && Character.isLowSurrogate(json.charAt(i + 1))) {
                i++;
                if (safe != null) {
                    safe.append(c).append(json.charAt(i));
                }
            } else if (Character.isSurrogate(c)) {
                safe = safe == null ? new StringBuilder(json.length() + 6).append(json, 0, i) : safe;
                safe.append("\\u").append(Integer.toHexString(c));
            } else if (safe != null) {
                safe.append(c);
            }
        }
        return safe == null ? json : safe.toString();
    }
}

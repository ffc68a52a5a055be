package io.phase3.agent.attribution.journal;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes an entry of one line, or says why it is none; fields that this version does not know are passed over. */
final class EntryParser {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?(E[+-]?[0-9]{1,10})?");

    private final JsonReader json;
    private final Set<String> seen = new HashSet<>();
    private final List<Touch> touches = new ArrayList<>();
    private Entry.Kind kind;
    private Entry.State state = Entry.State.COUNTED;
    private String id;
    private Long time;
    private Long amount;
    private ForeignAmount original;
    private String type;
    private String lead;
    private String model;
    private Split split;

    private EntryParser(String line) {
        json = new JsonReader(new StringReader(line));
        // STRICT would refuse escaped lone surrogates, which an id may have.
        json.setStrictness(Strictness.LEGACY_STRICT);
    }

    /** The entry of a line, without its end. */
    static Entry parse(String line) throws MalformedEntryException {
        refuseControlCharacters(line);
        Entry entry;
        try {
            entry = new EntryParser(line).entry();
        } catch (IOException notJson) {
            throw new MalformedEntryException("is not JSON");
        }
        Optional<String> violation = Soundness.violation(entry);
        if (violation.isPresent()) {
            throw new MalformedEntryException(violation.get());
        }
        return entry;
    }

    /** JSON allows none, but Gson does: zeros where a disk lost a block would pass for a part of an id. */
    private static void refuseControlCharacters(String line) throws MalformedEntryException {
        for (int i = 0; i < line.length(); i++) {
            require(line.charAt(i) >= ' ', "has control characters");
        }
    }

    private Entry entry() throws IOException, MalformedEntryException {
        expect(JsonToken.BEGIN_OBJECT, "is no JSON object");
        json.beginObject();
        while (json.hasNext()) {
            field(name(seen));
        }
        json.endObject();
        expect(JsonToken.END_DOCUMENT, "goes on after its end");
        Entry.Builder builder = Entry.of(present(kind, "kind"), present(id, "id"))
                .state(state)
                .time(present(time, "time"))
                .amount(present(amount, "amount"));
        require(seen.contains("v"), "has no \"v\", its version");
        return builder.foreignAmount(original)
                .type(type)
                .lead(lead)
                .model(model)
                .split(split)
                .touches(touches)
                .build();
    }

    private void field(String name) throws IOException, MalformedEntryException {
        switch (name) {
            case "v":
                long version = integer("has no whole number as \"v\", its version");
                require(
                        version == EntryFormat.VERSION,
                        "is of version " + version + ", and this reads version 1 alone");
                break;
            case "kind":
                kind = constant(name, EnumSet.allOf(Entry.Kind.class));
                break;
            case "state":
                state = constant(name, EnumSet.complementOf(EnumSet.of(Entry.State.COUNTED)));
                break;
            case "id":
                id = text(name);
                break;
            case "time":
                time = time(name);
                break;
            case "type":
                type = text(name);
                break;
            case "lead":
                lead = text(name);
                break;
            case "amount":
                amount = cents(name);
                break;
            case "original":
                original = foreignAmount();
                break;
            case "model":
                model = text(name);
                break;
            case "split":
                split = split();
                break;
            case "touches":
                touches();
                break;
            default:
                json.skipValue();
        }
    }

    private ForeignAmount foreignAmount() throws IOException, MalformedEntryException {
        expect(JsonToken.BEGIN_OBJECT, "has no object as \"original\"");
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> names = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            String name = name(names);
            if (name.equals("amount") || name.equals("currency") || name.equals("rate")) {
                values.put(name, text(name));
            } else {
                json.skipValue();
            }
        }
        json.endObject();
        return new ForeignAmount(
                decimal(values.get("amount"), "amount"),
                present(values.get("currency"), "currency"),
                decimal(values.get("rate"), "rate"));
    }

    private Split split() throws IOException, MalformedEntryException {
        expect(JsonToken.BEGIN_OBJECT, "has no object as \"split\"");
        Map<String, Long> parts = new LinkedHashMap<>();
        Set<String> features = new HashSet<>();
        json.beginObject();
        while (json.hasNext()) {
            parts.put(name(features), cents("split"));
        }
        json.endObject();
        return Split.of(parts);
    }

    private void touches() throws IOException, MalformedEntryException {
        String wrong = "has touches that are not of the form [[\"feature\",milliseconds],…]";
        expect(JsonToken.BEGIN_ARRAY, wrong);
        json.beginArray();
        while (json.hasNext()) {
            expect(JsonToken.BEGIN_ARRAY, wrong);
            json.beginArray();
            expect(JsonToken.STRING, wrong);
            touches.add(new Touch(json.nextString(), integer(wrong)));
            expect(JsonToken.END_ARRAY, wrong);
            json.endArray();
        }
        json.endArray();
    }

    private String name(Set<String> names) throws IOException, MalformedEntryException {
        String name = json.nextName();
        require(names.add(name), "has a name twice");
        return name;
    }

    private String text(String name) throws IOException, MalformedEntryException {
        expect(JsonToken.STRING, "has no text as \"" + name + '"');
        return json.nextString();
    }

    private long cents(String name) throws IOException, MalformedEntryException {
        OptionalLong cents = Dollars.cents(text(name));
        require(cents.isPresent(), "has no amount such as 13500.00 as \"" + name + '"');
        require(cents.getAsLong() >= 0, "has a negative amount as \"" + name + '"');
        return cents.getAsLong();
    }

    private long time(String name) throws IOException, MalformedEntryException {
        OptionalLong milliseconds = Moment.milliseconds(text(name));
        require(milliseconds.isPresent(), "has no time such as 2026-11-23T15:04:05.123Z as \"" + name + '"');
        return milliseconds.getAsLong();
    }

    private long integer(String wrong) throws IOException, MalformedEntryException {
        expect(JsonToken.NUMBER, wrong);
        try {
            return Long.parseLong(json.nextString());
        } catch (NumberFormatException notWhole) {
            throw new MalformedEntryException(wrong);
        }
    }

    private <E extends Enum<E>> E constant(String name, Collection<E> constants)
            throws IOException, MalformedEntryException {
        String keyword = text(name);
        for (E constant : constants) {
            if (EntryFormat.keyword(constant).equals(keyword)) {
                return constant;
            }
        }
        throw new MalformedEntryException("has a \"" + name + "\" that is none of "
                + constants.stream().map(EntryFormat::keyword).collect(Collectors.joining(", ")));
    }

    private static BigDecimal decimal(String text, String name) throws MalformedEntryException {
        String wrong = "has no number as \"" + name + "\" of \"original\"";
        require(DECIMAL.matcher(present(text, name)).matches(), wrong);
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException beyondAllNumbers) {
            throw new MalformedEntryException(wrong);
        }
    }

    private static <T> T present(T value, String name) throws MalformedEntryException {
        require(value != null, "has no \"" + name + '"');
        return value;
    }

    private void expect(JsonToken token, String otherwise) throws IOException, MalformedEntryException {
        require(json.peek() == token, otherwise);
    }

    private static void require(boolean condition, String otherwise) throws MalformedEntryException {
        if (!condition) {
            throw new MalformedEntryException(otherwise);
        }
    }
}

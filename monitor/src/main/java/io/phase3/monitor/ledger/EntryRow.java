package io.phase3.monitor.ledger;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Fingerprint;
import io.phase3.agent.attribution.journal.ForeignAmount;
import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** An entry as a row of the table into which batches are copied. */
final class EntryRow {
    /** The table; only this transaction sees it, and it is empty again afterwards. */
    static final String TABLE = """
            create temporary table if not exists ledger_staging (
                entry_key         uuid,
                ordinal           integer,
                kind              text,
                id                text,
                occurred_at       timestamptz,
                type              text,
                lead              text,
                amount_minor      bigint,
                features          text[],
                parts_minor       bigint[],
                original_amount   text,
                original_currency text,
                original_rate     text,
                model             text,
                touches           jsonb,
                journal           text
            ) on commit delete rows
            """;

    private static final int COLUMNS = 16;

    private EntryRow() {}

    /**
     * Appends the row.
     *
     * @param journal the journal that brought it
     * @param ordinal its place in the batch
     */
    static void append(CopyRows rows, String journal, int ordinal, Entry entry) {
        Map<String, Long> parts = parts(entry);
        Optional<ForeignAmount> original = entry.foreignAmount();
        rows.row(COLUMNS)
                .uuid(key(entry))
                .integer(ordinal)
                .text(entry.kind().name().toLowerCase(Locale.ROOT))
                .text(Storable.text(entry.id()))
                .time(Storable.time(entry.time()))
                .text(entry.type().map(Storable::text))
                .text(entry.lead().map(Storable::text))
                .bigint(entry.amount())
                .texts(parts.keySet())
                .bigints(parts.values())
                .text(original.flatMap(amount -> Storable.number(amount.amount())))
                .text(original.map(amount -> Storable.text(amount.currency())))
                .text(original.flatMap(amount -> Storable.number(amount.rate())))
                .text(entry.model().map(Storable::text))
                .json(touches(entry.touches()))
                .text(Storable.text(journal));
    }

    /** What each feature gets, in an order of its own, so that the same split is the same row, whoever wrote it. */
    static Map<String, Long> parts(Entry entry) {
        Map<String, Long> parts = new TreeMap<>();
        entry.split()
                .map(Split::parts)
                .orElse(Map.of())
                .forEach((feature, minor) -> parts.merge(Storable.name(feature), minor, Long::sum));
        return parts;
    }

    /** The same for all entries of one kind and id, be the id storable or not. */
    static UUID key(Entry entry) {
        Fingerprint fingerprint = Fingerprint.of(entry.kind(), entry.id());
        return new UUID(fingerprint.high(), fingerprint.low());
    }

    private static Optional<String> touches(List<Touch> touches) {
        return touches.isEmpty()
                ? Optional.empty()
                : Optional.of(touches.stream()
                        .map(touch -> "[\"" + quoted(touch.feature()) + "\"," + touch.time() + "]")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String quoted(String feature) {
        return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(Storable.text(feature)));
    }
}

package io.phase3.agent.attribution.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds for every entry and every line. */
class EntryFormatPropertiesTest {
    @Property
    void an_entry_comes_back_as_it_was(@ForAll("entries") Entry entry)
            throws MalformedEntryException, CharacterCodingException {
        byte[] line = EntryFormat.line(entry);
        assertThat(line).endsWith('\n');
        String text = text(line);
        assertThat(text.indexOf('\n')).isEqualTo(text.length() - 1);
        assertThat(EntryParser.parse(text.substring(0, text.length() - 1)))
                .usingRecursiveComparison()
                .isEqualTo(entry);
    }

    @Property
    void an_amount_comes_back_to_the_cent(@ForAll @LongRange(max = Long.MAX_VALUE) long amount) {
        assertThat(Dollars.cents(Dollars.text(amount))).hasValue(amount);
    }

    @Property
    void half_an_entry_is_never_another_one(@ForAll("entries") Entry entry, @ForAll Random random)
            throws CharacterCodingException {
        String text = text(EntryFormat.line(entry));
        assertMalformed(text.substring(0, random.nextInt(text.length() - 1)));
    }

    @Property(tries = 5000)
    void a_damaged_line_is_an_entry_or_malformed_and_nothing_else(
            @ForAll("entries") Entry entry, @ForAll Random random, @ForAll @IntRange(min = 1, max = 4) int damages)
            throws CharacterCodingException {
        StringBuilder text = new StringBuilder(text(EntryFormat.line(entry)));
        for (int i = 0; i < damages; i++) {
            text.setCharAt(random.nextInt(text.length()), "{}[]\",:0-1eE. \0\\ua".charAt(random.nextInt(18)));
        }
        assertEntryOrMalformed(text.toString());
    }

    private static void assertEntryOrMalformed(String line) {
        try {
            assertThat(EntryParser.parse(line).amount()).isNotNegative();
        } catch (MalformedEntryException e) {
            assertThat(e.getMessage()).isNotEmpty().doesNotContain("\n");
        }
    }

    private static void assertMalformed(String line) {
        assertThatExceptionOfType(MalformedEntryException.class).isThrownBy(() -> EntryParser.parse(line));
    }

    private static String text(byte[] line) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    }

    @Provide
    Arbitrary<Entry> entries() {
        Arbitrary<Split> splits = Arbitraries.maps(texts(), Arbitraries.longs().between(0, Long.MAX_VALUE / 8))
                .ofMaxSize(6)
                .map(Split::of);
        Arbitrary<List<Touch>> touches = Combinators.combine(texts(), Arbitraries.longs())
                .as(Touch::new)
                .list()
                .ofMaxSize(5);
        Arbitrary<BigDecimal> decimals = Combinators.combine(
                        Arbitraries.bigIntegers(), Arbitraries.integers().between(-1_000_000, 1_000_000))
                .as(BigDecimal::new);
        Arbitrary<ForeignAmount> originals =
                Combinators.combine(decimals, texts(), decimals).as(ForeignAmount::new);
        Arbitrary<Map<String, Long>> times = Arbitraries.longs()
                .between(-62_135_596_800_000L, 253_402_300_799_999L)
                .map(time -> Map.of("time", time));
        return Combinators.combine(
                        Arbitraries.of(Entry.Kind.class),
                        texts(),
                        times,
                        splits,
                        touches,
                        originals.injectNull(0.5),
                        Combinators.combine(texts().injectNull(0.5), texts().injectNull(0.5), texts().injectNull(0.5))
                                .as((type, lead, model) -> new String[] {type, lead, model}),
                        Arbitraries.of(Entry.State.class))
                .as((kind, id, time, split, touch, original, words, state) -> Entry.of(kind, id)
                        .time(time.get("time"))
                        .amount(split.amount())
                        .state(state)
                        .split(state == Entry.State.COUNTED ? split : null)
                        .touches(touch)
                        .foreignAmount(original)
                        .type(words[0])
                        .lead(words[1])
                        .model(words[2])
                        .build());
    }

    /** All of Unicode, and more often what is dangerous in JSON, in lines and in UTF-8. */
    private static Arbitrary<String> texts() {
        Arbitrary<Character> dangerous = Arbitraries.of(
                '"', '\\', '\n', '\r', '\0', '\u2028', '\uD83D', '\uDE00', '\uDFFF', '\uFEFF', '\u007f', '{', 'u');
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                dangerous.list().ofMaxSize(10).map(characters -> {
                    StringBuilder text = new StringBuilder();
                    characters.forEach(text::append);
                    return text.toString();
                }));
    }
}

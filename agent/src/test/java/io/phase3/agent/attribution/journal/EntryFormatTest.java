package io.phase3.agent.attribution.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryFormatTest {
    private static final String SOUND =
            "{'v':1,'kind':'conversion','id':'D-1','time':'2026-11-23T15:04:05.123Z','amount':'1.00','split':{'a':'1.00'}}";

    private static String line(Entry entry) {
        return new String(EntryFormat.line(entry), StandardCharsets.UTF_8);
    }

    private static Entry parse(String line) throws MalformedEntryException {
        return EntryParser.parse(line.replace('\'', '"'));
    }

    @Nested
    class A_line {
        @Test
        void has_all_that_is_known_in_this_order() {
            Map<String, Long> parts = new LinkedHashMap<>();
            parts.put("ai_coaching", 1350_00L);
            parts.put(Split.UNATTRIBUTED, 12150_00L);
            Entry entry = Entry.of(Entry.Kind.CONVERSION, "D-17")
                    .time(1795446245123L)
                    .type("sale")
                    .lead("00c0ffee")
                    .amount(13500_00)
                    .foreignAmount(new ForeignAmount(new BigDecimal("12500"), "EUR", new BigDecimal("1.08")))
                    .model("weights")
                    .split(Split.of(parts))
                    .touches(List.of(new Touch("ai_coaching", 1763900000000L)))
                    .build();
            assertThat(line(entry))
                    .isEqualTo(
                            ("{'v':1,'kind':'conversion','id':'D-17','time':'2026-11-23T15:04:05.123Z','type':'sale',"
                                            + "'lead':'00c0ffee','amount':'13500.00',"
                                            + "'original':{'amount':'12500','currency':'EUR','rate':'1.08'},"
                                            + "'model':'weights','split':{'ai_coaching':'1350.00','unattributed':'12150.00'},"
                                            + "'touches':[['ai_coaching',1763900000000]]}\n")
                                    .replace('\'', '"'));
        }

        @Test
        void leaves_out_what_is_not_known() {
            Entry entry = Entry.of(Entry.Kind.REVERSAL, "D-17")
                    .state(Entry.State.PENDING)
                    .amount(5)
                    .build();
            assertThat(line(entry))
                    .isEqualTo("{\"v\":1,\"kind\":\"reversal\",\"state\":\"pending\",\"id\":\"D-17\","
                            + "\"time\":\"1970-01-01T00:00:00.000Z\",\"amount\":\"0.05\"}\n");
        }

        @Test
        void is_not_made_of_parts_that_do_not_add_up() {
            Entry entry = Entry.of(Entry.Kind.CONVERSION, "D-17")
                    .amount(100)
                    .split(Split.whole("a", 99))
                    .build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EntryFormat.line(entry))
                    .withMessage("an entry has parts that add up to 0.99, not to its amount of 1.00");
        }

        @Test
        void is_never_longer_than_a_reader_takes() {
            Entry entry = Entry.of(Entry.Kind.REVERSAL, "x".repeat(1 << 20)).build();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> EntryFormat.line(entry))
                    .withMessageContaining("is longer than 1048576");
        }
    }

    @Nested
    class A_reader {
        @Test
        void takes_a_sound_line() throws MalformedEntryException {
            assertThat(parse(SOUND).split()).contains(Split.whole("a", 100));
        }

        @Test
        void passes_over_fields_it_does_not_know() throws MalformedEntryException {
            assertThat(parse(SOUND.replace("'amount'", "'next':{'v':[2,{'id':1}]},'amount'"))
                            .id())
                    .isEqualTo("D-1");
        }

        @Test
        void takes_the_fields_in_any_order() throws MalformedEntryException {
            assertThat(parse("{'amount':'0.00','id':'x','time':'2026-11-23T15:04:05.123Z','kind':'reversal','v':1}")
                            .kind())
                    .isEqualTo(Entry.Kind.REVERSAL);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "'v':1        | 'v':2       | is of version 2, and this reads version 1 alone",
                    "'v':1        | 'v':1.5     | has no whole number as \"v\", its version",
                    "'v':1        | 'v':'1'     | has no whole number as \"v\", its version",
                    "'v':1,       | ``          | has no \"v\", its version",
                    "'conversion' | 'sale'      | has a \"kind\" that is none of conversion, reversal, revenue",
                    "'v':1        | 'v':1,'state':'counted' | has a \"state\" that is none of pending, void",
                    "'id':'D-1'   | 'id':17     | has no text as \"id\"",
                    "'id':'D-1'   | 'id':null   | has no text as \"id\"",
                    "'id':'D-1',  | ``          | has no \"id\"",
                    "'kind':'conversion', | ``  | has no \"kind\"",
                    "'v':1        | 'v':1,'v':1 | has a name twice",
                    "'a':'1.00'   | 'a':'0.50','a':'0.50' | has a name twice",
                    "2026-11-23T15 | 2026-11-31T15 | has no time such as 2026-11-23T15:04:05.123Z as \"time\"",
                    "2026-11-23T15:04:05.123Z | yesterday | has no time such as 2026-11-23T15:04:05.123Z as \"time\"",
                    "'amount':'1.00' | 'amount':1.00 | has no text as \"amount\"",
                    "'amount':'1.00' | 'amount':'1.0' | has no amount such as 13500.00 as \"amount\"",
                    "'amount':'1.00' | 'amount':'01.00' | has no amount such as 13500.00 as \"amount\"",
                    "'amount':'1.00' | 'amount':'١.00' | has no amount such as 13500.00 as \"amount\"",
                    "'amount':'1.00' | 'amount':'92233720368547758.08' | has no amount such as 13500.00 as \"amount\"",
                    "'amount':'1.00' | 'amount':'-1.00' | has a negative amount as \"amount\"",
                    "'a':'1.00'   | 'a':'1.01'  | has parts that add up to 1.01, not to its amount of 1.00",
                    "'a':'1.00'   | 'a':'2.00','b':'-1.00' | has a negative amount as \"split\"",
                    "'a':'1.00'   | 'a':'92233720368547758.07','b':'0.01' | has a split of more than there can be",
                    ",'split':{'a':'1.00'} | `` | counts without a split",
                    "{'a':'1.00'} | []          | has no object as \"split\"",
                    "'v':1        | 'v':1,'touches':[['a']] | has touches that are not of the form [[\"feature\",milliseconds],…]",
                    "'v':1        | 'v':1,'touches':[['a',1.5]] | has touches that are not of the form [[\"feature\",milliseconds],…]",
                    "'v':1        | 'v':1,'touches':[['a',1,2]] | has touches that are not of the form [[\"feature\",milliseconds],…]",
                    "'v':1        | 'v':1,'original':{'amount':'1','currency':'EUR'} | has no \"rate\"",
                    "'v':1        | 'v':1,'original':{'amount':'NaN','currency':'EUR','rate':'1'} | has no number as \"amount\" of \"original\"",
                    "'v':1        | 'v':1,'original':'1 EUR' | has no object as \"original\"",
                    "'D-1'        | 'D-1        | is not JSON",
                    "'D-1'        | 'D-\u0000' | has control characters",
                    "}}           | }           | is not JSON",
                    "}}           | }}}         | is not JSON",
                    "}}           | }},         | is not JSON",
                })
        void says_what_is_wrong(String part, String wrong, String reason) {
            assertThat(SOUND).contains(part);
            assertThatExceptionOfType(MalformedEntryException.class)
                    .isThrownBy(() -> parse(SOUND.replace(part, wrong)))
                    .withMessage(reason);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "[]", "null", "17", "'text'", "hello", "\0\0\0", "{", "[[[[", "{'v':1"})
        void never_fails_otherwise(String line) {
            assertThatExceptionOfType(MalformedEntryException.class).isThrownBy(() -> parse(line));
        }
    }
}

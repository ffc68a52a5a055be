package io.phase3.agent.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The expressions of rules for the SDKs of language models. */
class SdkTest {
    private static final Sdk.Message TEXT = new Sdk.Message(new Sdk.Content("hello"));
    private static final Sdk.Message BLOCKS =
            new Sdk.Message(new Sdk.Content(new Sdk.Block(Sdk.Type.TEXT), new Sdk.Block(Sdk.Type.TEXT)));
    private static final Sdk.Message PICTURE =
            new Sdk.Message(new Sdk.Content(new Sdk.Block(Sdk.Type.TEXT), new Sdk.Block(Sdk.Type.IMAGE)));

    private Call call = Call.toClassFile(Sdk.class, "create").returning(new Sdk.Reply());

    @AfterEach
    void nothing_failed_unnoticed() {
        assertThat(call.failures).isEmpty();
    }

    @Nested
    class An_image {
        private static final String IMAGE = "arg0.messages[*].content.blockParams[*].image != null";

        private Boolean isIn(Sdk.Message... messages) {
            return call.with(new Sdk.CreateParams(messages)).condition(IMAGE);
        }

        @Test
        void is_seen_wherever_it_stands() {
            assertThat(isIn(TEXT, PICTURE)).isTrue();
            assertThat(isIn(PICTURE, TEXT, BLOCKS)).isTrue();
        }

        @Test
        void is_not_seen_where_the_union_only_could_hold_one() {
            assertThat(isIn(TEXT, BLOCKS)).isFalse();
            assertThat(isIn()).isFalse();
        }

        @Test
        void is_seen_by_the_name_of_its_type() {
            call.with(new Sdk.CreateParams(TEXT, PICTURE));
            assertThat(call.condition("arg0.messages[*].content.blockParams[*].type == 'IMAGE'"))
                    .isTrue();
            assertThatThrownBy(() -> call.condition("arg0.messages[*].content.blockParams[*].type == 'IMAGES'"))
                    .hasMessageContaining("did you mean 'IMAGE'?");
        }

        @Test
        void is_seen_without_declared_types() {
            call = Call.toClassFile(Sdk.class, "anything").with(new Sdk.CreateParams(TEXT, PICTURE));
            assertThat(call.condition("arg0?.messages[*]?.content?.blockParams[*]?.image != null"))
                    .isTrue();
            call.with("another SDK's parameters");
            assertThat(call.condition("arg0?.messages[*]?.content?.blockParams[*]?.image != null"))
                    .isFalse();
        }
    }

    @Nested
    class A_property {
        @Test
        void of_optionals_is_that_of_what_they_hold() {
            assertThat(call.number("result.usage.cacheCreation.ephemeral5mInputTokens"))
                    .isEqualByComparingTo("300");
            assertThat(call.number("result.usage.cacheReadInputTokens ?? 0")).isZero();
            assertThat(call.number("result?.usage?.cacheCreation?.ephemeral5mInputTokens"))
                    .isEqualByComparingTo("300");
            assertThat(call.condition("result.usage?.cacheCreation.ephemeral5mInputTokens == 300"))
                    .isTrue();
        }

        @Test
        void that_a_builder_sets_may_be_kept_elsewhere_than_in_a_field() {
            assertThat(call.with(new Sdk.CreateParams()).text("arg0.model")).isEqualTo("claude");
            call = Call.toClassFile(Sdk.class, "anything").with(new Sdk.CreateParams());
            assertThat(call.text("arg0.model")).isEqualTo("claude");
        }

        @Test
        void is_not_what_the_builder_does_without_returning_itself() {
            assertThatThrownBy(() -> call.text("arg0.start"))
                    .hasMessage(Sdk.CreateParams.class.getName() + " has no property 'start'; it has messages, model");
            call = Call.toClassFile(Sdk.class, "anything").with(new Sdk.CreateParams());
            assertThat(call.text("arg0?.start")).isNull();
        }

        @Test
        void that_is_called_like_its_field_comes_before_the_question_whether_it_is_there() {
            call.with(new Sdk.CreateParams(TEXT));
            assertThat(call.text("arg0.messages[0].content.string")).isEqualTo("hello");
            assertThat(call.condition("arg0.messages[0].content.blockParams == null"))
                    .isTrue();
        }
    }

    @Nested
    class A_header {
        @Test
        void is_a_number_if_it_reads_as_one() {
            call = Call.toClassFile(Sdk.class, "invoke")
                    .returning(new Sdk.Response(
                            Map.of(
                                    "x-amzn-bedrock-input-token-count",
                                    List.of("1200"),
                                    "x-cost",
                                    List.of("0.0031", "-1")),
                            Map.of("retries", "2")));
            assertThat(call.number("result.headers['x-amzn-bedrock-input-token-count'][0]"))
                    .isEqualTo("1200");
            assertThat(call.number("result.headers['x-cost'][0] ?? 0")).isEqualTo("0.0031");
            assertThat(call.number("result.headers['x-cost'][1]")).isEqualTo("-1");
            assertThat(call.number("result.headers['x-cost'][2]")).isNull();
            assertThat(call.number("result.headers['x-none'][0]")).isNull();
            assertThat(call.number("result.attributes['retries']")).isEqualTo("2");
            assertThat(call.condition("result.headers['x-cost'][*] == '-1'")).isTrue();
        }

        @Test
        void that_does_not_read_as_a_number_is_absent_and_told() {
            for (String text : List.of("", "1e3", "12 EUR", ".5", "1.", "+1", "\u0661", "1".repeat(31))) {
                call = Call.toClassFile(Sdk.class, "invoke")
                        .returning(new Sdk.Response(Map.of("h", List.of(text)), Map.of()));
                assertThat(call.number("result.headers['h'][0]")).as(text).isNull();
                assertThat(call.failures).hasSize(1);
                assertThat(call.failures.get(0)).hasMessage("a value of java.lang.String is not a number");
                call.failures.clear();
            }
        }

        @Test
        void is_a_number_only_as_a_whole() {
            call = Call.toClassFile(Sdk.class, "invoke");
            assertThatThrownBy(() -> call.number("result.headers['x-cost'][0] * 2"))
                    .hasMessage("'*' needs a number, but result.headers['x-cost'][0] is a text (java.lang.String)");
        }
    }
}

package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private final Throwable failure = new IOException("broken pipe");

    @Nested
    class A_call {
        @Test
        void that_threw_nothing_succeeded() {
            assertThat(Outcome.of(null)).isEqualTo(Outcome.SUCCESS);
        }

        @Test
        void that_threw_anything_failed() {
            assertThat(Outcome.of(failure)).isEqualTo(Outcome.ERROR);
            assertThat(Outcome.of(new StackOverflowError())).isEqualTo(Outcome.ERROR);
            assertThat(Outcome.of(new InterruptedException())).isEqualTo(Outcome.ERROR);
        }

        @Test
        void that_was_cancelled_did_not_fail() {
            assertThat(Outcome.of(new CancellationException())).isEqualTo(Outcome.CANCELLED);
        }

        @Test
        void whose_stage_before_it_was_cancelled_did_not_fail_either() {
            assertThat(Outcome.of(new CompletionException(new CancellationException())))
                    .isEqualTo(Outcome.CANCELLED);
        }

        @Test
        void whose_stage_before_it_failed_failed() {
            assertThat(Outcome.of(new CompletionException(failure))).isEqualTo(Outcome.ERROR);
            assertThat(Outcome.of(new CompletionException("no cause", null))).isEqualTo(Outcome.ERROR);
        }
    }

    @Nested
    class The_cause {
        @Test
        void is_inside_a_CompletionException() {
            assertThat(Outcome.cause(new CompletionException(failure))).isSameAs(failure);
        }

        @Test
        void is_the_CompletionException_itself_if_that_has_none() {
            CompletionException alone = new CompletionException("no cause", null);
            assertThat(Outcome.cause(alone)).isSameAs(alone);
        }

        @Test
        void of_another_exception_is_that_exception() {
            ExecutionException execution = new ExecutionException(failure);
            assertThat(Outcome.cause(execution)).isSameAs(execution);
        }
    }

    @Test
    void labels_are_those_of_the_contract() {
        assertThat(Outcome.values()).extracting(Outcome::label).containsExactly("success", "error", "cancelled");
    }
}

package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.pattern.MethodPattern;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A publisher that a woven method returns, in woven code. */
class ReplacedResultTest {
    private static Rule.Builder rule(String name, String method) {
        return Rule.named(name, "phase3.conf: 1")
                .method(MethodPattern.parse("io.phase3.agent.record.Feed$Woven." + method + "(..)"));
    }

    private static Feed feed(WovenProgram program) {
        try {
            return (Feed) program.load(Feed.Woven.class).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    /** What a publisher told its subscriber, on the thread that made it. */
    private static final class Signals implements Flow.Subscriber<String> {
        private final List<String> seen = new ArrayList<>();
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String item) {
            seen.add(item);
        }

        @Override
        public void onError(Throwable thrown) {
            seen.add(thrown.toString());
        }

        @Override
        public void onComplete() {
            seen.add("complete");
        }
    }

    private final SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 16);
    private final Signals signals = new Signals();

    @AfterEach
    void close() {
        publisher.close();
    }

    @Nested
    class Under_one_rule {
        private final WovenProgram program = new WovenProgram(
                rule("listings", "listings").build(), rule("failing", "failing").build());
        private final Feed feed = feed(program);

        @AfterEach
        void nothing_failed() {
            assertThat(program.failures()).isEmpty();
        }

        private double calls(String outcome) {
            return program.operations("listings", outcome);
        }

        @Test
        void counts_nothing_without_a_subscription() {
            feed.listings("lead", publisher);
            assertThat(calls("success")).isZero();
        }

        @Test
        void hands_on_all_signals_and_counts_the_end() {
            feed.listings("lead", publisher).subscribe(signals);
            publisher.submit("a");
            publisher.submit("b");
            assertThat(calls("success")).isZero();
            publisher.close();
            assertThat(signals.seen).containsExactly("a", "b", "complete");
            assertThat(calls("success")).isEqualTo(1);
        }

        @Test
        void counts_each_subscription() {
            Flow.Publisher<String> listings = feed.listings("lead", publisher);
            listings.subscribe(signals);
            listings.subscribe(new Signals());
            publisher.close();
            assertThat(calls("success")).isEqualTo(2);
        }

        @Test
        void counts_a_failure() {
            feed.listings("lead", publisher).subscribe(signals);
            publisher.closeExceptionally(new IOException("gone"));
            assertThat(signals.seen).containsExactly("java.io.IOException: gone");
            assertThat(calls("error")).isEqualTo(1);
        }

        @Test
        void counts_a_cancellation_once() {
            feed.listings("lead", publisher).subscribe(signals);
            signals.subscription.cancel();
            publisher.close();
            assertThat(calls("cancelled")).isEqualTo(1);
            assertThat(calls("success")).isZero();
        }

        @Test
        void looks_like_the_publisher_it_stands_for() {
            Flow.Publisher<String> listings = feed.listings("lead", publisher);
            assertThat(listings)
                    .isEqualTo(publisher)
                    .hasSameHashCodeAs(publisher)
                    .hasToString(publisher.toString());
        }

        @Test
        void lets_the_publisher_know_a_subscriber_again() {
            Flow.Publisher<String> listings = feed.listings("lead", publisher);
            listings.subscribe(signals);
            listings.subscribe(signals);
            assertThat(signals.seen).singleElement().asString().contains("Duplicate");
        }

        @Test
        void throws_what_the_publisher_throws() {
            Flow.Publisher<String> listings = feed.listings("lead", publisher);
            assertThatThrownBy(() -> listings.subscribe(null)).isInstanceOf(NullPointerException.class);
        }

        @Test
        void leaves_the_exception_of_the_method_alone() {
            RuntimeException failure = new IllegalStateException("closed");
            assertThatThrownBy(() -> feed.failing(failure)).isSameAs(failure);
            assertThat(program.operations("failing", "error")).isEqualTo(1);
        }

        @Test
        void leaves_null_alone() {
            assertThat(feed.listings("lead", null)).isNull();
            assertThat(calls("success")).isEqualTo(1);
        }
    }

    @Nested
    class Under_several_rules {
        private final WovenProgram program = new WovenProgram(
                rule("plain", "listings").build(),
                rule("with-lead", "listings")
                        .kind(Kind.CONVERSION)
                        .expression(Attribute.LEAD, Expression.parse("arg0"))
                        .expression(Attribute.ID, Expression.parse("'deal-1'"))
                        .build());
        private final Feed feed = feed(program);

        @Test
        void counts_under_each() {
            feed.listings("lead-1", publisher).subscribe(signals);
            publisher.submit("a");
            publisher.close();
            assertThat(signals.seen).containsExactly("a", "complete");
            assertThat(program.operations("listings", "success")).isEqualTo(1);
            assertThat(program.events()).anyMatch(event -> event.contains("lead-1"));
            assertThat(program.failures()).isEmpty();
        }
    }

    @Nested
    class Under_a_rule_for_each_element {
        private final WovenProgram program = new WovenProgram(rule("listings", "listings")
                .each(true)
                .expression(Attribute.TYPE, Expression.parse("result"))
                .build());
        private final Feed feed = feed(program);

        @Test
        void counts_elements_and_no_end() {
            feed.listings("lead", publisher).subscribe(signals);
            publisher.submit("a");
            publisher.submit("b");
            publisher.close();
            assertThat(program.operations("a", "success")).isEqualTo(1);
            assertThat(program.operations("b", "success")).isEqualTo(1);
            assertThat(program.failures()).isEmpty();
        }
    }

    @Nested
    class Declared_as_more_than_a_publisher {
        private final WovenProgram program =
                new WovenProgram(rule("processor", "processor").build());
        private final Feed feed = feed(program);

        @Test
        void is_left_alone_and_measured_until_the_method_returns() {
            class Echo extends SubmissionPublisher<String> implements Flow.Processor<String, String> {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {}

                @Override
                public void onNext(String item) {}

                @Override
                public void onError(Throwable thrown) {}

                @Override
                public void onComplete() {}
            }

            try (Echo echo = new Echo()) {
                assertThat(feed.processor(echo)).isSameAs(echo);
                assertThat(program.operations("processor", "success")).isEqualTo(1);
            }
        }
    }
}

package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.agent.config.Attribute;
import io.phase3.agent.config.Kind;
import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.pattern.MethodPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rule with {@code handler}: the calls of a lambda that a woven method is given. */
class HandlerTest {
    private static Rule.Builder rule(String method) {
        return Rule.named(method, "phase3.conf: 1")
                .method(MethodPattern.parse("io.phase3.agent.record.Feed$Woven." + method + "(..)"));
    }

    private final WovenProgram program = new WovenProgram(rule("on")
            .kind(Kind.TIMED)
            .expression(Attribute.HANDLER, Expression.parse("arg1"))
            .expression(Attribute.TYPE, Expression.parse("arg0"))
            .build());
    private final Feed feed = feed();
    private final List<String> seen = new ArrayList<>();

    private Feed feed() {
        try {
            return (Feed) program.load(Feed.Woven.class).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @AfterEach
    void nothing_failed() {
        assertThat(program.failures()).isEmpty();
    }

    @Test
    void counts_the_calls_of_the_handler_by_their_own_arguments() {
        Consumer<String> handler = feed.on("text", seen::add);
        handler.accept("a");
        handler.accept("a");
        handler.accept("b");
        assertThat(seen).containsExactly("a", "a", "b");
        assertThat(program.operations("a", "success")).isEqualTo(2);
        assertThat(program.operations("b", "success")).isEqualTo(1);
        assertThat(program.operations("text", "success")).isZero();
    }

    @Test
    void counts_a_failure_and_passes_it_on() {
        RuntimeException failure = new IllegalStateException("closed");
        Consumer<String> handler = feed.on("text", item -> {
            throw failure;
        });
        assertThatThrownBy(() -> handler.accept("a")).isSameAs(failure);
        assertThat(program.operations("a", "error")).isEqualTo(1);
    }

    @Test
    void counts_nested_calls_once() {
        Consumer<String> inner = feed.on("text", seen::add);
        feed.on("text", item -> {
                    seen.add("outer");
                    inner.accept(item);
                })
                .accept("a");
        assertThat(seen).containsExactly("outer", "a");
        assertThat(program.operations("a", "success")).isEqualTo(1);
    }

    @Test
    void passes_on_what_the_handler_has_by_default() {
        Consumer<String> both = feed.on("text", seen::add).andThen(seen::add);
        both.accept("a");
        assertThat(seen).containsExactly("a", "a");
    }

    @Test
    void looks_like_the_handler_it_stands_for() {
        Consumer<String> handler = seen::add;
        assertThat(feed.on("text", handler))
                .isEqualTo(handler)
                .hasSameHashCodeAs(handler)
                .isNotSameAs(handler);
    }

    @Test
    void takes_the_place_of_a_handler_once_so_that_it_can_be_taken_away() {
        Consumer<String> handler = seen::add;
        assertThat(feed.on("text", handler)).isSameAs(feed.on("text", handler));
    }

    @Test
    void leaves_a_class_alone_that_can_be_woven() {
        class Named implements Consumer<String> {
            @Override
            public void accept(String item) {
                seen.add(item);
            }
        }

        Consumer<String> handler = new Named();
        assertThat(feed.on("text", handler)).isSameAs(handler);
        assertThat(feed.on("text", null)).isNull();
    }
}

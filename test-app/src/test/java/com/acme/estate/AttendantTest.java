package com.acme.estate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttendantTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void aLineEndsTheTrafficButNotTheService() throws IOException {
        try (PipedOutputStream words = new PipedOutputStream()) {
            CompletableFuture<Void> gone = watch(Attendant.at(new PipedInputStream(words), ended::incrementAndGet));

            words.write('\n');
            words.flush();

            await().atMost(PATIENCE).until(() -> ended.get() == 1);
            assertThat(gone).isNotDone();
        }
    }

    @Test
    void theEndOfTheInputEndsBoth() throws IOException {
        PipedOutputStream words = new PipedOutputStream();
        CompletableFuture<Void> gone = watch(Attendant.at(new PipedInputStream(words), ended::incrementAndGet));

        words.close();

        assertThat(gone).succeedsWithin(PATIENCE);
        assertThat(ended).hasValue(1);
    }

    @Test
    void nobodyNeedsNoWaiting() {
        assertThat(watch(Attendant.nobody())).succeedsWithin(PATIENCE);
    }

    private static CompletableFuture<Void> watch(Attendant attendant) {
        return CompletableFuture.runAsync(() -> {
            try {
                attendant.awaitGone();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

package io.phase3.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The time-out only ends a test that would hang otherwise. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlineExecutorTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final CountDownLatch release = new CountDownLatch(1);
    private DeadlineExecutor executor;

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    private void occupyThread() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        executor.execute(() -> {
            started.countDown();
            awaitRelease();
        });
        started.await();
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Thread threadOfARequest() {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        executor.execute(() -> thread.complete(Thread.currentThread()));
        return thread.join();
    }

    @Nested
    class A_request {
        @Test
        void is_interrupted_after_its_deadline() {
            executor = new DeadlineExecutor(1, Duration.ofMillis(200));
            CompletableFuture<String> end = new CompletableFuture<>();
            executor.execute(() -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    end.complete("interrupted");
                }
            });
            assertThat(end.join()).isEqualTo("interrupted");
        }

        @Test
        void that_ends_in_time_is_left_alone_and_its_deadline_forgotten() throws InterruptedException {
            executor = new DeadlineExecutor(1, NEVER);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            executor.execute(() -> interrupted.complete(Thread.currentThread().isInterrupted()));
            assertThat(interrupted.join()).isFalse();
            Awaitility.await().until(() -> executor.pendingDeadlines() == 0);
        }

        @Test
        void that_is_refused_leaves_no_deadline_behind() throws InterruptedException {
            executor = new DeadlineExecutor(1, NEVER);
            occupyThread();
            assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            assertThat(executor.pendingDeadlines()).isEqualTo(1);
        }

        @Test
        void after_one_that_was_cut_starts_without_an_interrupt() {
            executor = new DeadlineExecutor(1, Duration.ofMillis(200));
            Thread[] threads = new Thread[1];
            CompletableFuture<String> end = new CompletableFuture<>();
            executor.execute(() -> {
                threads[0] = Thread.currentThread();
                awaitRelease();
                end.complete("cut");
            });
            end.join();
            Awaitility.await().until(() -> executor.getActiveCount() == 0);
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            executor.execute(() -> interrupted.complete(Thread.currentThread() == threads[0] && Thread.interrupted()));
            assertThat(interrupted.join()).isFalse();
        }
    }

    @Nested
    class The_threads {
        @Test
        void are_as_many_as_allowed_and_one_request_more_is_refused() throws InterruptedException {
            executor = new DeadlineExecutor(2, NEVER);
            occupyThread();
            occupyThread();
            assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            assertThat(executor.getPoolSize()).isEqualTo(2);
        }

        @Test
        void serve_again_once_they_are_free() throws InterruptedException {
            executor = new DeadlineExecutor(1, NEVER);
            occupyThread();
            release.countDown();
            Awaitility.await().until(() -> executor.getActiveCount() == 0);
            assertThat(threadOfARequest()).isNotNull();
        }

        @Test
        void keep_no_JVM_alive_and_belong_to_no_application() {
            executor = new DeadlineExecutor(1, NEVER);
            Thread thread = threadOfARequest();
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getName()).isEqualTo("phase3-http");
            assertThat(thread.getContextClassLoader()).isSameAs(DeadlineExecutor.class.getClassLoader());
        }
    }
}

package io.phase3.agent.attribution.touches;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LeadHasherTest {
    private static LeadHasher hasher(String key) {
        return new LeadHasher(key.getBytes(UTF_8));
    }

    @Nested
    class A_hash {
        /** RFC 4231, test case 2. */
        @Test
        void is_the_first_half_of_the_standards_own_example() {
            assertThat(hasher("Jefe").hash("what do ya want for nothing?"))
                    .hasToString("5bdcc146bf60754e6a042426089575c7");
        }

        /** The others are Python's: {@code hmac.new(key, lead.encode(), "sha256").hexdigest()[:32]}. */
        @Test
        void is_that_of_other_implementations() {
            assertThat(hasher("a secret").hash("lead-4711")).hasToString("e4237444cb4e7ce75bef68773011f0d1");
        }

        @Test
        void is_made_of_the_ids_UTF_8() {
            assertThat(hasher("a secret").hash("Zoë 房子")).hasToString("c4b3f2381b3800c08eda9e21f5e2bc1b");
        }

        @Test
        void is_the_same_each_time() {
            LeadHasher hasher = hasher("a secret");
            LeadHash first = hasher.hash("lead-4711");
            hasher.hash("lead-4712");
            assertThat(hasher.hash("lead-4711")).isEqualTo(first);
        }

        @Test
        void differs_by_lead() {
            LeadHasher hasher = hasher("a secret");
            assertThat(hasher.hash("lead-4711")).isNotEqualTo(hasher.hash("lead-4712"));
        }

        @Test
        void differs_by_key() {
            assertThat(hasher("a secret").hash("lead-4711"))
                    .isNotEqualTo(hasher("another").hash("lead-4711"));
        }

        @Test
        void is_right_when_threads_hash_at_once() throws Exception {
            LeadHasher shared = hasher("a secret");
            List<String> leads =
                    IntStream.range(0, 2_000).mapToObj(i -> "lead-" + i).toList();
            LeadHasher alone = hasher("a secret");
            List<LeadHash> expected = leads.stream().map(alone::hash).toList();
            Callable<List<LeadHash>> hashAll =
                    () -> leads.stream().map(shared::hash).toList();

            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Callable<List<LeadHash>>> tasks = new ArrayList<>();
                IntStream.range(0, 8).forEach(thread -> tasks.add(hashAll));
                for (Future<List<LeadHash>> hashes : threads.invokeAll(tasks)) {
                    assertThat(hashes.get()).isEqualTo(expected);
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class A_key {
        @Test
        void may_be_one_byte() {
            assertThat(new LeadHasher(new byte[1]).hash("lead-4711")).hasToString("9329d842fd76d6240792d9cbfdd03842");
        }

        @Test
        void may_be_longer_than_a_block_of_the_hash() {
            assertThat(hasher("k".repeat(100)).hash("lead-4711")).hasToString("4e1a12b8b1b6233788dee817fce4f7bd");
        }

        @Test
        void must_not_be_empty() {
            assertThatThrownBy(() -> new LeadHasher(new byte[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the key under which leads are hashed must not be empty");
        }

        @Test
        void is_copied() {
            byte[] key = "a secret".getBytes(UTF_8);
            LeadHasher hasher = new LeadHasher(key);
            key[0] = 'b';
            assertThat(hasher.hash("lead-4711")).isEqualTo(hasher("a secret").hash("lead-4711"));
        }
    }
}

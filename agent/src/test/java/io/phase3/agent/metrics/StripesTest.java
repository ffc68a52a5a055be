package io.phase3.agent.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripesTest {
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 4", "3, 8", "4, 8", "5, 16", "8, 16", "9, 16", "128, 16"})
    void are_twice_the_processors_rounded_up_but_sixteen_at_most(int processors, int copies) {
        assertThat(Stripes.copies(processors)).isEqualTo(copies);
    }

    @Property
    void are_a_power_of_two_because_threads_find_theirs_by_a_mask(
            @ForAll @IntRange(min = 1, max = 4096) int processors) {
        int copies = Stripes.copies(processors);
        assertThat(Integer.bitCount(copies)).isEqualTo(1);
        assertThat(copies).isGreaterThanOrEqualTo(Math.min(16, 2 * processors)).isLessThanOrEqualTo(16);
    }

    @Test
    void keep_the_columns_of_a_wide_row_apart() {
        Stripes stripes = new Stripes(40);
        for (int column = 0; column < 40; column++) {
            stripes.add(stripes.row(column), column, column + 1);
        }
        for (int column = 0; column < 40; column++) {
            assertThat(stripes.sum(column)).isEqualTo(column + 1);
        }
    }

    @Test
    void are_summed_whichever_copy_a_thread_got() throws InterruptedException {
        Stripes stripes = new Stripes(2);
        Thread[] threads = new Thread[64];
        for (int i = 0; i < threads.length; i++) {
            int thread = i;
            threads[i] = new Thread(() -> stripes.add(stripes.row(thread), 1, 3));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(stripes.sum(1)).isEqualTo(192);
        assertThat(stripes.sum(0)).isZero();
    }
}

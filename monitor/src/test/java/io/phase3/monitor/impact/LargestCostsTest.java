package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.impact.ImpactReport.Costs.Item;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LargestCostsTest {

    @Test
    void theSmallestPastTenAreAddedUp() {
        List<Item> items = LongStream.rangeClosed(1, 13)
                .mapToObj(cents -> new Item("api", "api-" + cents, "shared", cents))
                .toList();

        LargestCosts largest = LargestCosts.of(items);

        assertThat(largest.items()).extracting(Item::cents).containsExactly(13L, 12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L);
        assertThat(largest.others()).isEqualTo(3);
        assertThat(largest.othersCents()).isEqualTo(1 + 2 + 3);
    }
}

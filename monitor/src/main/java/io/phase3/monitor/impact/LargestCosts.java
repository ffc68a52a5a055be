package io.phase3.monitor.impact;

import io.phase3.monitor.impact.ImpactReport.Costs.Item;
import java.util.Comparator;
import java.util.List;

/**
 * The costs that people should see, the largest first.
 *
 * @param others how many there are besides
 * @param othersCents what these come to, in cents
 */
record LargestCosts(List<Item> items, int others, long othersCents) {
    private static final int MOST = 10;

    static LargestCosts of(List<Item> items) {
        List<Item> sorted = items.stream()
                .sorted(Comparator.comparingLong(Item::cents).reversed())
                .toList();
        List<Item> shown = sorted.stream().limit(MOST).toList();
        List<Item> others = sorted.stream().skip(MOST).toList();
        return new LargestCosts(
                shown, others.size(), others.stream().mapToLong(Item::cents).sum());
    }
}

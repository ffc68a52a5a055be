package io.phase3.benchmarks;

import io.phase3.agent.attribution.touches.LeadHasher;
import io.phase3.agent.attribution.touches.MemoryTouches;
import io.phase3.agent.attribution.touches.TouchQuery;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Fills a store with as many leads and touches of each as the arguments say, and prints what it takes. */
final class TouchLeads {
    private static final String[] FEATURES = {
        "realtime_intelligence", "property_intelligence", "churn_prevention", "ai_coaching"
    };

    private TouchLeads() {}

    public static void main(String[] arguments) {
        int leads = Integer.parseInt(arguments[0]);
        int touchesPerLead = Integer.parseInt(arguments[1]);
        MemoryTouches store = new MemoryTouches(leads, 200);
        LeadHasher hasher = new LeadHasher("a secret".getBytes(StandardCharsets.UTF_8));
        hasher.hash("the first one loads classes");
        long empty = heap();

        // All leads in turn, so that each touch meets a lead that is old in memory.
        long time = 1_767_225_600_000L;
        for (int touch = 0; touch < touchesPerLead; touch++) {
            for (int lead = 0; lead < leads; lead++) {
                store.add(hasher.hash("lead-" + lead), FEATURES[(lead + touch) % FEATURES.length], time++);
            }
        }
        long full = heap();

        // After the collection, or it would collect the store as well.
        System.out.println(new TouchedLeads(leads, touches(store, hasher, leads), full, empty).line());
    }

    private static long touches(MemoryTouches store, LeadHasher hasher, int leads) {
        long touches = 0;
        for (int lead = 0; lead < leads; lead++) {
            TouchQuery all = new TouchQuery(hasher.hash("lead-" + lead), 0, Long.MAX_VALUE);
            touches += store.touches(List.of(all)).get(0).size();
        }
        return touches;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}

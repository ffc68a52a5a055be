package io.phase3.agent.record;

import io.phase3.agent.attribution.BusinessEvents;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** What recorders reported, a line an event: {@code touch lead-1 realtime}, {@code refund 4711 12.50 EUR}. */
final class ReportedEvents implements BusinessEvents {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<String> origins = Collections.synchronizedList(new ArrayList<>());

    List<String> lines() {
        return lines;
    }

    /** Who reported them, in the same order. */
    List<String> origins() {
        return origins;
    }

    @Override
    public void expectConversions() {
        // Nothing that a call did.
    }

    @Override
    public void touch(String origin, String lead, String feature) {
        add(origin, "touch", lead, feature);
    }

    @Override
    public void conversion(String origin, String type, String id, String lead, BigDecimal amount, String currency) {
        add(origin, "conversion", type, id, lead, amount, currency);
    }

    @Override
    public void refund(String origin, String id, BigDecimal amount, String currency) {
        add(origin, "refund", id, amount, currency);
    }

    @Override
    public void revenue(String origin, String feature, BigDecimal amount) {
        add(origin, "revenue", feature, amount);
    }

    private void add(String origin, Object... words) {
        origins.add(origin);
        lines.add(Arrays.stream(words).map(String::valueOf).collect(Collectors.joining(" ")));
    }
}

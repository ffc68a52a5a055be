package io.phase3.agent.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what a listener is told. */
final class Books implements AttributionListener {
    private final Map<String, AtomicLong> numbers = new ConcurrentHashMap<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    private void add(String what, long amount) {
        numbers.computeIfAbsent(what, absent -> new AtomicLong()).addAndGet(amount);
    }

    /** How much of it was told, 0 if nothing. */
    long of(String what) {
        AtomicLong number = numbers.get(what);
        return number == null ? 0 : number.get();
    }

    /** The cents of each feature that earned, or gave back. */
    Map<String, Long> cents(String what) {
        Map<String, Long> cents = new TreeMap<>();
        numbers.forEach((key, number) -> {
            if (key.startsWith(what + " ")) {
                cents.put(key.substring(what.length() + 1), number.get());
            }
        });
        return cents;
    }

    List<String> said() {
        return new ArrayList<>(said);
    }

    @Override
    public void touched(String feature) {
        add("touched " + feature, 1);
    }

    @Override
    public void converted(String type) {
        add("converted", 1);
    }

    @Override
    public void earned(String feature, long cents) {
        add("earned " + feature, cents);
    }

    @Override
    public void gaveBack(String feature, long cents) {
        add("gave back " + feature, cents);
    }

    @Override
    public void rejected(Rejection reason, String origin) {
        add("rejected " + reason.label(), 1);
    }

    @Override
    public void dropped(String queue) {
        add("dropped " + queue, 1);
    }

    @Override
    public void journalFailed() {
        add("journal failed", 1);
    }

    @Override
    public void streamFailed() {
        add("stream failed", 1);
    }

    @Override
    public void problem(String message) {
        said.add(message);
    }

    @Override
    public void notice(String message) {
        said.add(message);
    }

    @Override
    public void failed(Throwable failure) {
        throw new AssertionError(failure);
    }
}

package io.phase3.agent.attribution;

import io.phase3.agent.attribution.journal.Journal;
import io.phase3.agent.attribution.stream.JournalStream;
import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.config.Attribution;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscGrowableAtomicArrayQueue;

/** Takes what is reported off the application's threads, and has it worked off on one daemon thread. */
public final class Attributor implements BusinessEvents, AutoCloseable {
    /** How many events are worked off before touches are flushed and conversions settled. */
    private static final int BATCH = 1000;

    /** An idle queue is looked at ever more rarely: nobody is signalled, because that costs the application's thread. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(64);

    private static final long SHORTEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int SMALLEST_QUEUE = 1024;
    private static final long PATIENCE_AT_EXIT_MILLIS = 2000;

    private final Queue<Event> events;

    /** Takes conversions when {@link #events} is full: touches are many and each matters little, money is not dropped so soon. */
    private final Queue<Event> conversions;

    private final Bookkeeper bookkeeper;
    private final Optional<JournalStream> stream;
    private final Clock clock;
    private final AttributionListener listener;
    private final Thread thread;

    /** Set with the first event: until then the thread sleeps. */
    private volatile boolean awake;

    /** Set by whoever found no room, who must not write the line about it. */
    private volatile boolean full;

    private boolean told;
    private volatile boolean closing;

    /** Something that was reported, to be worked off. */
    private interface Event {
        /** @param time when it was taken from the queue, in milliseconds since the epoch */
        void workOff(Bookkeeper bookkeeper, long time);
    }

    private Attributor(
            AgentConfig.Bounds bounds,
            Bookkeeper bookkeeper,
            Optional<JournalStream> stream,
            Clock clock,
            AttributionListener listener) {
        this.events = queue(bounds.events());
        this.conversions = queue(bounds.waitingConversions());
        this.bookkeeper = bookkeeper;
        this.stream = stream;
        this.clock = clock;
        this.listener = listener;
        this.thread = new Thread(this::run, "phase3-attribution");
        thread.setDaemon(true);
        thread.setContextClassLoader(Attributor.class.getClassLoader());
    }

    /** A queue that is small until it is needed. */
    private static Queue<Event> queue(int most) {
        return new MpscGrowableAtomicArrayQueue<>(SMALLEST_QUEUE, Math.max(2 * SMALLEST_QUEUE, most));
    }

    /** Starts attributing as configuration says; the thread sleeps until something is reported. */
    public static Attributor start(AgentConfig config, Clock clock, AttributionListener listener) {
        Attribution settings = config.attribution();
        Journal journal = new Journal(settings.journal(), config.bounds().conversionIds(), clock, listener::problem);
        Bookkeeper bookkeeper = Bookkeeper.of(config, journal, clock, listener);
        Optional<JournalStream> stream = settings.journal().stream().enabled()
                ? Optional.of(JournalStream.start(
                        journal, settings, clock, listener::streamFailed, listener::problem, listener::notice))
                : Optional.empty();
        Attributor attributor = new Attributor(config.bounds(), bookkeeper, stream, clock, listener);
        attributor.thread.start();
        return attributor;
    }

    @Override
    public void expectConversions() {
        report((bookkeeper, time) -> bookkeeper.expectConversions());
    }

    @Override
    public void touch(String origin, String lead, String feature) {
        report((bookkeeper, time) -> bookkeeper.touch(origin, lead, feature, time));
    }

    @Override
    public void conversion(String origin, String type, String id, String lead, BigDecimal amount, String currency) {
        reportConversion((bookkeeper, time) -> bookkeeper.conversion(origin, type, id, lead, amount, currency, time));
    }

    @Override
    public void refund(String origin, String id, BigDecimal amount, String currency) {
        reportConversion((bookkeeper, time) -> bookkeeper.refund(origin, id, amount, currency, time));
    }

    @Override
    public void revenue(String origin, String feature, BigDecimal amount) {
        reportConversion((bookkeeper, time) -> bookkeeper.revenue(origin, feature, amount, time));
    }

    private void report(Event event) {
        accepted(events.offer(event));
    }

    private void reportConversion(Event event) {
        accepted(events.offer(event) || conversions.offer(event));
    }

    private void accepted(boolean taken) {
        if (!taken) {
            listener.dropped("events");
            full = true;
        } else if (!awake) {
            awake = true;
            LockSupport.unpark(thread);
        }
    }

    /** Works off what was reported so far, and waits for that, and then for the stream, but never longer than two seconds each. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_AT_EXIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stream.ifPresent(JournalStream::close);
    }

    private void run() {
        while (!awake && !closing) {
            LockSupport.park(this);
        }
        long nap = SHORTEST_NAP_NANOS;
        while (!closing || !events.isEmpty() || !conversions.isEmpty()) {
            boolean worked = workOffBatch() > 0;
            guarded(bookkeeper::settle);
            tellOnce();
            nap = worked ? SHORTEST_NAP_NANOS : Math.min(2 * nap, LONGEST_NAP_NANOS);
            if (!worked && !closing) {
                LockSupport.parkNanos(this, nap);
            }
        }
        guarded(bookkeeper::close);
    }

    private void tellOnce() {
        if (full && !told) {
            told = true;
            listener.problem("touches and conversions come faster than they are worked off, and some are dropped: see"
                    + " phase3_agent_dropped_events_total; bounds.events and bounds.waiting-conversions say how many"
                    + " may wait");
        }
    }

    private int workOffBatch() {
        int done = workOffBatch(events);
        // Only then: what did not fit into the other queue came after what did.
        return done < BATCH ? done + workOffBatch(conversions) : done;
    }

    private int workOffBatch(Queue<Event> queue) {
        int done = 0;
        for (Event event = queue.poll(); event != null; event = done < BATCH ? queue.poll() : null) {
            Event next = event;
            guarded(() -> next.workOff(bookkeeper, clock.millis()));
            done++;
        }
        return done;
    }

    /** Whatever fails, the thread goes on: there is no other. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            try {
                listener.failed(failure);
            } catch (Throwable unreported) {
                // With no memory left nobody can be told.
                return;
            }
        }
    }
}

package com.acme.estate.traffic;

import com.acme.estate.Estate;
import com.acme.estate.vendor.Seed;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays a script against the service, each occurrence at its time. */
public final class TrafficGenerator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrafficGenerator.class);
    private static final int WORKERS = 96;
    private static final int BACKLOG = 4_096;
    private static final long LAST_CALLS_SECONDS = 10;

    private final Estate estate;
    private final Seed seed;
    private final double rate;
    private final Temper temper;
    private final LeadClients clients;
    private final Playbook playbook;
    private final ThreadPoolExecutor workers;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Map<Activity, LongAdder> done = new EnumMap<>(Activity.class);
    private final LongAdder failed = new LongAdder();
    private final Set<Activity> missing = ConcurrentHashMap.newKeySet();

    /**
     * Connects the first clients.
     *
     * @param rate occurrences a second on the day's average
     * @param temper how even it is, and whether things go wrong now and then
     */
    public TrafficGenerator(Estate estate, Seed seed, double rate, Temper temper) {
        this.estate = estate;
        this.seed = seed;
        this.rate = rate;
        this.temper = temper;
        clients = new LeadClients(address(estate), temper.fewestClients(), temper.mostClients());
        playbook = new Playbook(estate, clients);
        workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(BACKLOG),
                task -> new Thread(task, "traffic"));
        workers.allowCoreThreadTimeOut(true);
        for (Activity activity : Activity.values()) {
            done.put(activity, new LongAdder());
        }
    }

    /** Where the service's websocket is. */
    public static URI address(Estate estate) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return URI.create("ws://" + host + ":" + estate.leadServer().getPort() + "/leads");
    }

    /** Plays until the duration is over or somebody stops it; on return, what has begun has also ended. */
    public void play(Duration duration) throws InterruptedException {
        Thread incidents = new Thread(this::playIncidents, "incidents");
        if (temper == Temper.LIVELY) {
            incidents.start();
        }
        long start = System.nanoTime();
        Script script = new Script(seed, rate, temper == Temper.STEADY);
        Occurrence next = script.next();
        while (next.at().compareTo(duration) < 0
                && !stopsBefore(start + next.at().toNanos())) {
            perform(next);
            next = script.next();
        }
        stopsBefore(start + duration.toNanos());
        stop();
        incidents.join();
        workers.shutdown();
        if (!workers.awaitTermination(LAST_CALLS_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Some calls did not end in time");
        }
    }

    /** Ends the traffic soon; callable from any thread. */
    public void stop() {
        stopped.countDown();
    }

    /** Leaves these activities out from now on. */
    void leaveOut(Set<Activity> activities) {
        missing.addAll(activities);
    }

    /** Has these activities go on. */
    void takeUp(Set<Activity> activities) {
        missing.removeAll(activities);
    }

    /** How often each activity was carried out without a failure, and how many failures there were. */
    public String summary() {
        return "done=" + done + " failed=" + failed + " updates-received=" + clients.updates();
    }

    /** How often the activity was carried out without a failure. */
    long done(Activity activity) {
        return done.get(activity).sum();
    }

    private boolean stopsBefore(long nanoTime) throws InterruptedException {
        return stopped.await(nanoTime - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void perform(Occurrence occurrence) {
        if (missing.contains(occurrence.activity())) {
            return;
        }
        try {
            workers.execute(() -> act(occurrence));
        } catch (RejectedExecutionException e) {
            failed.increment();
            LOG.debug("Too much is going on for {}", occurrence, e);
        }
    }

    private void act(Occurrence occurrence) {
        try {
            playbook.act(occurrence);
            done.get(occurrence.activity()).increment();
        } catch (RuntimeException e) {
            failed.increment();
            LOG.debug("{} failed", occurrence.activity(), e);
        }
    }

    private void playIncidents() {
        long start = System.nanoTime();
        BadLuck incidents = new BadLuck(seed);
        try {
            Outbreak next = incidents.next();
            while (!stopsBefore(start + next.begin().toNanos())) {
                LOG.info(
                        "Incident: {} for {} s",
                        next.incident(),
                        next.end().minus(next.begin()).toSeconds());
                next.incident().begin(estate, this);
                stopsBefore(start + next.end().toNanos());
                next.incident().end(estate, this);
                next = incidents.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        workers.shutdownNow();
        clients.close();
    }
}

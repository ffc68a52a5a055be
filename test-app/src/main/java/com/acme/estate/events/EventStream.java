package com.acme.estate.events;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The events of one topic on their way to whoever subscribed: a bounded queue that drops what it cannot hold. */
public final class EventStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int CAPACITY = 256;

    private final String name;
    private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>(CAPACITY);
    private final List<Consumer<Event>> subscribers = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition resumed = lock.newCondition();
    private boolean paused;

    EventStream(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** How many events are waiting. */
    public int getDepth() {
        return queue.size();
    }

    void subscribe(Consumer<Event> subscriber) {
        subscribers.add(subscriber);
    }

    /** Accepts the event, or drops it if too many are waiting. */
    boolean publish(Event event) {
        return queue.offer(event);
    }

    void pause(boolean value) {
        lock.lock();
        try {
            paused = value;
            resumed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Delivers events until the thread is interrupted. */
    void consume() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                awaitResumed();
                deliver(queue.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitResumed() throws InterruptedException {
        lock.lock();
        try {
            while (paused) {
                resumed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Event event) {
        for (Consumer<Event> subscriber : subscribers) {
            try {
                subscriber.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("A subscriber of {} failed on {}", name, event.type(), e);
            }
        }
    }
}

package com.acme.estate.store;

import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.RemoteSystems;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** A fixed number of connections to Redis, lent to one caller each. */
public final class RedisPool {
    private final int max = 16;
    private final Semaphore idle = new Semaphore(max, true);
    private final RemoteSystem redis;

    public RedisPool(RemoteSystems remotes) {
        redis = remotes.named("redis", Duration.ofMillis(1), 0.5, 0.0002);
    }

    /** How many connections there are. */
    public int max() {
        return max;
    }

    /** How many of them are lent. */
    public int getActive() {
        return max - idle.availablePermits();
    }

    /** Lends a connection; waits until one is idle. Closing it gives it back. */
    public Connection borrow() {
        idle.acquireUninterruptibly();
        return new Connection();
    }

    void giveBack(Connection connection) {
        idle.release();
    }

    /** One connection to Redis; used by one thread. */
    public final class Connection implements AutoCloseable {

        private Connection() {}

        /** Reads or writes one key. */
        public void touch(String key) {
            redis.call();
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }
}

package io.phase3.agent.record;

import io.phase3.agent.metrics.ConnectionMetrics;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections that are open, each known by the identity of its object, and none kept alive.
 *
 * <p>One that is collected as garbage was closed without a word. That is found out at the next event or scrape.
 */
final class OpenConnections {
    /** Why a connection is gone of which nobody said so. */
    private static final String LOST = "lost";

    private final ConnectionMetrics metrics;
    private final int most;
    private final Runnable refused;
    private final Map<Identity, String> features = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /**
     * None is open yet.
     *
     * @param most how many are followed at a time
     * @param refused told of each further one
     */
    OpenConnections(ConnectionMetrics metrics, int most, Runnable refused) {
        this.metrics = metrics;
        this.most = most;
        this.refused = refused;
        metrics.beforeCollecting(this::removeLost);
    }

    /** Counts the connection under the feature, unless it is open already. */
    void opened(Object connection, String feature) {
        removeLost();
        Identity identity = new Identity(connection, collected);
        if (features.containsKey(identity)) {
            return;
        }
        if (features.size() >= most) {
            refused.run();
        } else if (features.putIfAbsent(identity, feature) == null) {
            metrics.opened(feature);
        }
    }

    /** Counts the end of the connection under the feature under which it was opened, if it is open. */
    void closed(Object connection, String reason) {
        removeLost();
        remove(new Held(connection), reason);
    }

    private void removeLost() {
        for (Reference<?> lost = collected.poll(); lost != null; lost = collected.poll()) {
            remove((Identity) lost, LOST);
        }
    }

    private void remove(Identity identity, String reason) {
        String feature = features.remove(identity);
        if (feature != null) {
            metrics.closed(feature, reason);
        }
    }

    /** How many are open. */
    int count() {
        return features.size();
    }

    /** An object as a key that does not keep it; once the object is gone, equal to itself alone. */
    private static class Identity extends WeakReference<Object> {
        private final int hash;

        /** @param collected where this is put once the object is gone, or null */
        Identity(Object connection, ReferenceQueue<Object> collected) {
            super(connection, collected);
            this.hash = System.identityHashCode(connection);
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object own = get();
            return own != null && other instanceof Identity && ((Identity) other).get() == own;
        }

        @Override
        public final int hashCode() {
            return hash;
        }
    }

    /**
     * An object to be found, kept until it is: of one that is closed nobody else may know any more, and once it were
     * collected it would be lost instead.
     */
    private static final class Held extends Identity {
        private final Object connection;

        Held(Object connection) {
            super(connection, null);
            this.connection = connection;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Identity && ((Identity) other).get() == connection;
        }
    }
}

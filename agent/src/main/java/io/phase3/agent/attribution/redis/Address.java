package io.phase3.agent.attribution.redis;

import java.net.URI;
import java.net.URISyntaxException;
import redis.clients.jedis.HostAndPort;

/** Where Redis is, as read from a {@code redis://} or {@code rediss://} URI. Immutable. */
final class Address {
    private static final int DEFAULT_PORT = 6379;
    private static final String SETTING = "attribution.touches.redis.uri";

    private final HostAndPort node;
    private final int database;
    private final boolean tls;

    private Address(HostAndPort node, int database, boolean tls) {
        this.node = node;
        this.database = database;
        this.tls = tls;
    }

    /** @throws Trouble saying how the URI has to be written, without showing it: it may hold a password */
    static Address of(String text) throws Trouble {
        URI uri = parse(text);
        boolean tls = "rediss".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(tls || "redis".equalsIgnoreCase(uri.getScheme()))) {
            throw unreadable();
        }
        if (uri.getUserInfo() != null) {
            throw new Trouble("cannot be used: move user and password from " + SETTING
                    + " to attribution.touches.redis.user and PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD");
        }
        HostAndPort node = new HostAndPort(uri.getHost(), uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
        return new Address(node, database(uri.getPath()), tls);
    }

    /** Host and port of the URI, as messages show them. */
    static String shown(String text) {
        try {
            return of(text).node().toString();
        } catch (Trouble e) {
            return "attribution.touches.redis.uri";
        }
    }

    private static URI parse(String text) throws Trouble {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw unreadable();
        }
    }

    private static int database(String path) throws Trouble {
        String number = path == null || path.isEmpty() ? "" : path.substring(1);
        try {
            return number.isEmpty() ? 0 : Integer.parseUnsignedInt(number);
        } catch (NumberFormatException e) {
            throw unreadable();
        }
    }

    private static Trouble unreadable() {
        return new Trouble(
                "cannot be used: write " + SETTING + " as redis://host:port/database, or rediss://… for TLS");
    }

    /** Host and port. */
    HostAndPort node() {
        return node;
    }

    /** The number of the database. */
    int database() {
        return database;
    }

    /** Whether connections are encrypted. */
    boolean tls() {
        return tls;
    }
}

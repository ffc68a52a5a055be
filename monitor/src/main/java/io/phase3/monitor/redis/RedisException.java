package io.phase3.monitor.redis;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Redis did not do what was asked; the message says why in words of its own, for Redis' errors may quote a command, and so
 * a password.
 */
public final class RedisException extends Exception {
    private static final Pattern CODE = Pattern.compile("[A-Z]{3,}(?= |$)");

    private final String code;

    private RedisException(String message, String code, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** @param node host and port, as the message shows them */
    static RedisException of(RuntimeException failure, RedisSettings settings, String node) {
        Throwable telling = telling(failure);
        String code = telling instanceof JedisDataException ? code(telling) : "";
        String reason = telling instanceof JedisDataException ? refusal(code, settings) : silence(telling, settings);
        return new RedisException("Redis at " + node + " " + reason, code, failure);
    }

    /** What Redis' error begins with, such as {@code NOGROUP}; {@code ERR} for any without a word of its own; empty without an answer. */
    public String code() {
        return code;
    }

    /** Whether Redis has answered, if only to refuse. */
    boolean isAnswer() {
        return !code.isEmpty();
    }

    private static String code(Throwable refusal) {
        Matcher matcher = CODE.matcher(String.valueOf(refusal.getMessage()));
        return matcher.lookingAt() ? matcher.group() : "ERR";
    }

    private static String refusal(String code, RedisSettings settings) {
        return switch (code) {
            case "NOAUTH" -> "wants a password: set PHASE3_REDIS_PASSWORD, or redis.password-file";
            case "WRONGPASS" -> "refuses the user or the password: correct redis.user and PHASE3_REDIS_PASSWORD";
            case "NOPERM" ->
                "lets this user do too little: allow it +@read +@stream +@connection ~" + settings.keyPrefix() + ":*";
            case "LOADING" -> "is still loading its data";
            case "MASTERDOWN" -> "is a replica that has lost its primary: name the primary in redis.uri";
            case "READONLY" -> "is a replica that takes no writes: name the primary in redis.uri";
            case "MOVED", "ASK", "CROSSSLOT" -> "is a node of a cluster: set redis.cluster = true";
            case "CLUSTERDOWN" -> "is a cluster that is down: see CLUSTER INFO";
            case "NOGROUP" -> "knows no such consumer group, or no such stream";
            case "WRONGTYPE" -> "keeps something else under this key";
            default -> "answers with an error (" + code + "); is redis.cluster right, and the database in redis.uri?";
        };
    }

    private static String silence(Throwable cause, RedisSettings settings) {
        if (cause instanceof SocketTimeoutException || cause instanceof NoSuchElementException) {
            return "does not answer: nothing came within " + settings.timeout().toMillis() + " ms (redis.timeout)";
        }
        if (cause instanceof UnknownHostException) {
            return "does not answer: no host has this name";
        }
        if (cause instanceof NoRouteToHostException) {
            return "does not answer: no route to the host";
        }
        if (cause instanceof ConnectException) {
            return "does not answer: connection refused";
        }
        if (cause instanceof SSLException) {
            return "cannot be talked to with TLS: is it rediss:// that redis.uri has to begin with, and is its"
                    + " certificate one that this JVM trusts (javax.net.ssl.trustStore)?";
        }
        return "does not answer: it closes the connection, or answers as Redis does not; if it expects TLS, write rediss://"
                + " in redis.uri";
    }

    /** The answer of Redis if there is one, otherwise what is behind it all; Jedis keeps some failures as suppressed ones. */
    private static Throwable telling(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof JedisDataException) && !(cause instanceof SSLException)) {
            if (cause.getCause() != null) {
                cause = cause.getCause();
            } else if (cause.getSuppressed().length > 0) {
                cause = cause.getSuppressed()[0];
            } else {
                break;
            }
        }
        return cause;
    }
}

package io.phase3.agent.attribution.redis;

import io.phase3.agent.config.Attribution;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Says what is wrong with Redis and what would help, in words of its own: Redis' errors may quote a command, and so a
 * password.
 */
final class Diagnosis {
    /** What an error begins with, once the place in a script is gone that comes first before Redis 7. */
    private static final Pattern CODE = Pattern.compile("-?([A-Z]{3,})(?= |$)");

    private static final Pattern SCRIPT_PLACE =
            Pattern.compile("^(?:ERR Error running script.*?)?@user_script: ?[^:]*:? ?(?=-?[A-Z])");
    private static final int MOST_CHARACTERS = 100;
    private static final String PASSWORD = "PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD";
    private static final String SETTINGS = "attribution.touches.redis.";

    private final Attribution.Redis settings;

    Diagnosis(Attribution.Redis settings) {
        this.settings = settings;
    }

    /** Why there is no answer. */
    Trouble of(RuntimeException failure) {
        if (failure instanceof JedisDataException) {
            return of((JedisDataException) failure);
        }
        Throwable cause = innermost(failure);
        if (cause instanceof SocketTimeoutException) {
            return new Trouble("does not answer: nothing came within "
                    + settings.timeout().toMillis() + " ms (" + SETTINGS + "timeout)");
        }
        if (cause instanceof UnknownHostException) {
            return new Trouble("does not answer: no host has this name");
        }
        if (cause instanceof NoRouteToHostException) {
            return new Trouble("does not answer: no route to the host");
        }
        if (cause instanceof ConnectException) {
            return new Trouble("does not answer: connection refused");
        }
        if (isTls(failure)) {
            return tls(String.valueOf(cause.getMessage()));
        }
        return new Trouble((isClosed(failure)
                        ? "does not answer: it closes the connection"
                        : "answers in a way that Redis does not ("
                                + failure.getClass().getSimpleName() + ')')
                + (settings.uri().toLowerCase(Locale.ROOT).startsWith("rediss:")
                        ? ""
                        : "; if it expects TLS, write rediss:// in " + SETTINGS + "uri"));
    }

    /** Whether the other side has closed the connection. */
    boolean isClosed(RuntimeException failure) {
        Throwable cause = innermost(failure);
        return failure instanceof JedisConnectionException
                && !isTls(failure)
                && !(cause instanceof ConnectException)
                && (cause instanceof SocketException
                        || cause instanceof EOFException
                        || String.valueOf(cause.getMessage()).contains("end of stream")
                        || String.valueOf(cause.getMessage()).contains("closed the connection"));
    }

    private static boolean isTls(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    /** Jedis keeps the failure of each of a host's addresses as a suppressed one. */
    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null || innermost.getSuppressed().length > 0) {
            innermost = innermost.getCause() != null
                    ? innermost.getCause()
                    : innermost.getSuppressed()[0];
        }
        return innermost;
    }

    private Trouble tls(String message) {
        if (message.contains("recognized SSL message") || message.contains("plaintext")) {
            return new Trouble("does not speak TLS: write redis:// in " + SETTINGS + "uri");
        }
        if (message.contains("certification path") || message.contains("PKIX") || message.contains("trust anchor")) {
            return new Trouble("shows a certificate that this JVM does not trust: add its authority to the trust store"
                    + " (javax.net.ssl.trustStore)");
        }
        if (message.contains("subject alternative") || message.contains("No name matching")) {
            return new Trouble(
                    "shows a certificate for another host: write the host that it names in " + SETTINGS + "uri");
        }
        return new Trouble("cannot be talked to with TLS: " + withoutSecrets(message));
    }

    /** Why Redis refuses. */
    Trouble of(JedisDataException error) {
        String message = String.valueOf(error.getMessage());
        switch (code(message)) {
            case "NOAUTH":
                return new Trouble("wants a password: set " + PASSWORD);
            case "WRONGPASS":
                return wrongPassword();
            case "NOPERM":
                return new Trouble("lets this user do too little: allow it +@read +@write +@scripting +@connection ~"
                        + settings.keyPrefix() + ":*");
            case "OOM":
                return new Trouble("is full (maxmemory): give it more memory");
            case "LOADING":
                return new Trouble("is still loading its data");
            case "READONLY":
                return new Trouble("is a replica that takes no writes: name the primary in " + SETTINGS + "uri");
            case "MASTERDOWN":
                return new Trouble("is a replica that has lost its primary: name the primary in " + SETTINGS + "uri");
            case "NOREPLICAS":
                return new Trouble("has too few replicas to take writes (min-replicas-to-write)");
            case "MISCONF":
                return new Trouble("takes no writes because it cannot save them to its disk: see its log");
            case "BUSY":
                return new Trouble("is busy with somebody's script");
            case "MOVED":
            case "ASK":
            case "CROSSSLOT":
                return new Trouble("is a node of a cluster: set " + SETTINGS + "cluster = true");
            case "CLUSTERDOWN":
                return new Trouble("is a cluster that is down: see CLUSTER INFO");
            default:
                return unknown(message);
        }
    }

    private Trouble unknown(String message) {
        if (message.contains("invalid password")) {
            return wrongPassword();
        }
        if (message.contains("no password is set") || message.contains("without any password configured")) {
            return new Trouble("wants no password: remove " + SETTINGS + "password and " + PASSWORD);
        }
        if (message.contains("wrong number of arguments for 'auth'")) {
            return new Trouble("is older than Redis 6 and knows no users: remove " + SETTINGS + "user");
        }
        if (message.contains("cluster support disabled")) {
            return new Trouble("is not a cluster: set " + SETTINGS + "cluster = false");
        }
        if (message.contains("max number of clients")) {
            return new Trouble("has no connection left (maxclients)");
        }
        if (message.contains("DB index")) {
            return new Trouble("has no such database: correct the number at the end of " + SETTINGS + "uri");
        }
        return new Trouble("answers with an error: " + withoutSecrets(message));
    }

    private Trouble wrongPassword() {
        return new Trouble(
                settings.user().isPresent()
                        ? "refuses the user and the password: correct " + SETTINGS + "user and " + PASSWORD
                        : "refuses the password: set " + PASSWORD);
    }

    /** Up to the first quotation, in which Redis repeats what it was sent. */
    private String withoutSecrets(String message) {
        String unquoted = message.split("['\"`\\r\\n]", 2)[0];
        String brief = unquoted.substring(0, Math.min(unquoted.length(), MOST_CHARACTERS))
                .trim();
        return settings.password().filter(brief::contains).isPresent() ? "(not shown)" : brief;
    }

    /** Whether the error is about one key alone: somebody else's value is there. */
    static boolean isForeignType(Object answer) {
        return hasCode(answer, "WRONGTYPE");
    }

    /** Whether Redis does not know the script, or no longer. */
    static boolean isUnknownScript(Object answer) {
        return hasCode(answer, "NOSCRIPT");
    }

    private static boolean hasCode(Object answer, String code) {
        return answer instanceof JedisDataException
                && code(String.valueOf(((JedisDataException) answer).getMessage()))
                        .equals(code);
    }

    private static String code(String message) {
        Matcher matcher = CODE.matcher(SCRIPT_PLACE.matcher(message).replaceFirst(""));
        return matcher.lookingAt() ? matcher.group(1) : "";
    }
}

package io.phase3.agent.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads which Redis keeps the touches; no message shows its address, because a password may stand in it by mistake. */
final class RedisSettings {
    private static final List<String> SCHEMES = Arrays.asList("redis", "rediss");
    private static final Pattern PATH = Pattern.compile("|/(\\d{1,9})?");
    private static final int USUAL_PORT = 6379;
    private static final int HIGHEST_PORT = 65_535;

    private RedisSettings() {}

    static Attribution.Redis read(Section section) {
        URI uri = section.read("uri", RedisSettings::uri);
        boolean cluster = section.read("cluster", Values::condition);
        if (cluster && database(uri) != 0) {
            section.problems()
                    .add(
                            section.values().get("uri"),
                            section.path("uri") + ": a Redis Cluster has no database but 0; using that");
        }
        return new Attribution.Redis(
                uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost() + ":"
                        + (uri.getPort() < 0 ? USUAL_PORT : uri.getPort()) + "/" + (cluster ? 0 : database(uri)),
                section.readOptional("user", Values::text),
                section.readOptional("password", Values::text),
                cluster,
                section.read("key-prefix", Values::plainName),
                section.read("timeout", Values::shortDuration));
    }

    private static URI uri(ConfigValue value) {
        String text = Values.text(value).trim();
        if (text.indexOf('@') >= 0) {
            throw new WrongValueException("must hold no user and no password: set user beside it, and give the password"
                    + " as PHASE3_ATTRIBUTION_TOUCHES_REDIS_PASSWORD");
        }
        URI uri = parse(text);
        if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            throw new WrongValueException("must begin with redis:// or, for TLS, rediss://");
        }
        if (uri.getHost() == null) {
            throw new WrongValueException("needs a host of letters, digits, '-' and '.'");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new WrongValueException("needs a port from 1 to " + HIGHEST_PORT);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new WrongValueException(
                    "must end with the number of the database: whatever follows is a setting of its own, or" + " none");
        }
        if (!PATH.matcher(uri.getRawPath()).matches()) {
            throw new WrongValueException("must end with the number of the database");
        }
        return uri;
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new WrongValueException("must be an address: redis://host:port/database");
        }
    }

    private static int database(URI uri) {
        String path = uri.getRawPath();
        return path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
    }
}

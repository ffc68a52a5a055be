package io.phase3.monitor.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import io.phase3.monitor.redis.RedisSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Reads where Redis is; no message shows its address, because a password may stand in it by mistake. */
final class RedisReader {
    private static final Pattern SCHEME = Pattern.compile("rediss?", Pattern.CASE_INSENSITIVE);
    private static final Pattern PATH = Pattern.compile("|/(\\d{1,9})?");
    private static final Pattern DATABASE_ZERO = Pattern.compile("|/0*");
    private static final int HIGHEST_PORT = 65_535;

    private RedisReader() {}

    static RedisSettings read(Section section, Secrets secrets) {
        URI uri = section.read("uri", RedisReader::uri);
        boolean cluster = section.read("cluster", Values::condition);
        if (cluster && !DATABASE_ZERO.matcher(uri.getRawPath()).matches()) {
            section.problems()
                    .add(section.values().get("uri"), section.path("uri") + ": a Redis Cluster has no database but 0");
        }
        return new RedisSettings(
                uri,
                section.readOptional("user", Values::text),
                secrets.read(section, "password-file", Secrets.REDIS),
                cluster,
                section.read("key-prefix", Values::plainName),
                section.read("timeout", Values::shortDuration));
    }

    private static URI uri(ConfigValue value) {
        String text = Values.text(value).trim();
        if (text.indexOf('@') >= 0) {
            throw new WrongValueException("must hold no user and no password: set redis.user, and " + Secrets.REDIS
                    + " in the environment or redis.password-file");
        }
        URI uri = parse(text);
        if (uri.getScheme() == null || !SCHEME.matcher(uri.getScheme()).matches()) {
            throw new WrongValueException("must begin with redis:// or, for TLS, rediss://");
        }
        if (uri.getHost() == null) {
            throw new WrongValueException("needs a host of letters, digits, '-' and '.'");
        }
        if (uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new WrongValueException("needs a port from 1 to " + HIGHEST_PORT);
        }
        if (!PATH.matcher(uri.getRawPath()).matches() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
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
}

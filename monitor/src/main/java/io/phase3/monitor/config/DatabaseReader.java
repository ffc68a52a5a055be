package io.phase3.monitor.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import io.phase3.monitor.database.DatabaseSettings;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads where PostgreSQL is; no message shows its address, because a password may stand in it by mistake. */
final class DatabaseReader {
    private static final Pattern URL = Pattern.compile("jdbc:postgresql://[^/?#\\s]+/[^/?#\\s]+(\\?\\S*)?");
    private static final Pattern WITH_CREDENTIALS =
            Pattern.compile("//[^/?]*@|[?&](user|password)=", Pattern.CASE_INSENSITIVE);
    private static final Duration SHORTEST_CONNECT = Duration.ofMillis(250);

    private DatabaseReader() {}

    static DatabaseSettings read(Section section, Secrets secrets) {
        return new DatabaseSettings(
                section.read("url", DatabaseReader::url),
                section.read("user", DatabaseReader::user),
                secrets.read(section, "password-file", Secrets.DATABASE),
                section.read("migrate", Values::condition),
                section.read("max-connections", Values.integer(2, Integer.MAX_VALUE)),
                section.read("connect-timeout", DatabaseReader::connectTimeout));
    }

    private static String url(ConfigValue value) {
        String url = Values.text(value).trim();
        if (WITH_CREDENTIALS.matcher(url).find()) {
            throw new WrongValueException("must hold no user and no password: set database.user, and "
                    + Secrets.DATABASE + " in the environment or database.password-file");
        }
        if (!URL.matcher(url).matches()) {
            throw new WrongValueException(
                    "must be jdbc:postgresql://host:port/database, not " + Values.describe(value));
        }
        return url;
    }

    private static String user(ConfigValue value) {
        String user = Values.text(value);
        if (user.isEmpty()) {
            throw new WrongValueException("must be the name of PostgreSQL's user, not empty");
        }
        return user;
    }

    private static Duration connectTimeout(ConfigValue value) {
        Duration timeout = Values.shortDuration(value);
        if (timeout.compareTo(SHORTEST_CONNECT) < 0) {
            throw new WrongValueException("must be a duration from 250ms to 1m, not " + Values.describe(value));
        }
        return timeout;
    }
}

package io.phase3.monitor.config;

import com.typesafe.config.ConfigValue;
import io.phase3.agent.settings.Place;
import io.phase3.agent.settings.Section;
import io.phase3.agent.settings.Values;
import io.phase3.agent.settings.WrongValueException;
import io.phase3.monitor.http.HttpSettings;
import io.phase3.monitor.secret.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** Reads how the endpoint is reached. */
final class HttpReader {
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_THREADS = 1_000;

    private HttpReader() {}

    static HttpSettings read(Section section, Paths paths, Secrets secrets) {
        return new HttpSettings(
                section.read("host", HttpReader::host),
                section.read("port", Values.integer(0, HIGHEST_PORT)),
                section.read("threads", Values.integer(1, MOST_THREADS)),
                section.read("limit", Values::shortDuration),
                basicAuth(section.section("basic-auth"), secrets),
                tls(section.section("tls"), paths));
    }

    private static String host(ConfigValue value) {
        String host = Values.text(value).trim();
        if (host.isEmpty()) {
            throw new WrongValueException("must be a host name or an address, not empty");
        }
        return host;
    }

    private static Optional<HttpSettings.BasicAuth> basicAuth(Section section, Secrets secrets) {
        Optional<String> user = section.readOptional("user", HttpReader::user);
        Optional<Secret> password = secrets.read(section, "password-file", Secrets.HTTP);
        if (user.isPresent() && password.isEmpty()) {
            section.problems()
                    .add(
                            section.values().get("user"),
                            section.path("user") + ": needs a password: set " + Secrets.HTTP
                                    + " in the environment, or name a file in " + section.path("password-file"));
        }
        if (user.isEmpty() && password.isPresent()) {
            // Otherwise everybody could read what was meant to be behind a password.
            section.problems()
                    .add(
                            placeOfPassword(section),
                            "there is a password, but " + section.path("user") + " names nobody");
        }
        return user.flatMap(name -> password.map(secret -> new HttpSettings.BasicAuth(name, secret)));
    }

    private static Place placeOfPassword(Section section) {
        return section.readOptional("password-file", Values::text).isPresent()
                ? Place.of(section.values().get("password-file"))
                : new Place("environment variable " + Secrets.HTTP, 0);
    }

    private static String user(ConfigValue value) {
        String user = Values.text(value);
        if (user.indexOf(':') >= 0) {
            throw new WrongValueException("must be a name without a colon, not " + Values.describe(value));
        }
        return user;
    }

    private static Optional<HttpSettings.PemFiles> tls(Section section, Paths paths) {
        Optional<Path> certificate = paths.readOptional(section, "certificate");
        Optional<Path> key = paths.readOptional(section, "key");
        if (certificate.isPresent() != key.isPresent()) {
            String there = certificate.isPresent() ? "certificate" : "key";
            String missing = certificate.isPresent() ? "key" : "certificate";
            section.problems()
                    .add(
                            section.values().get(there),
                            section.path(there) + ": needs " + section.path(missing) + " too");
        }
        return certificate.flatMap(file -> key.map(other -> new HttpSettings.PemFiles(file, other)));
    }
}

package com.acme.estate.stores;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL with the empty database {@code phase3}, and a Redis, in one directory that is gone with them. */
final class RunningStores implements AutoCloseable {
    private static final String USER = "postgres";
    private static final String DATABASE = "phase3";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final EmbeddedPostgres postgres;
    private final DetachedRedis redis;

    private RunningStores(Path directory, EmbeddedPostgres postgres, DetachedRedis redis) {
        this.directory = directory;
        this.postgres = postgres;
        this.redis = redis;
    }

    /** @param directory must not exist yet */
    static RunningStores start(Path directory) throws IOException, MissingPlatformException {
        Path absolute = directory.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        Path created = Files.createDirectory(absolute);
        DetachedRedis redis = null;
        try {
            redis = DetachedRedis.start(Files.createDirectory(created.resolve("redis")));
            return new RunningStores(created, startPostgres(created), redis);
        } catch (IOException | RuntimeException | MissingPlatformException e) {
            if (redis != null) {
                redis.close();
            }
            delete(created);
            throw e;
        }
    }

    private static EmbeddedPostgres startPostgres(Path directory) throws IOException, MissingPlatformException {
        EmbeddedPostgres postgres;
        try {
            postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(directory.resolve("postgresql").toFile())
                    .setDataDirectory(directory.resolve("data"))
                    // Whatever the surroundings say may not be installed.
                    .setLocaleConfig("locale", "C")
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_LIMIT)
                    .start();
        } catch (IllegalStateException e) {
            throw new MissingPlatformException("PostgreSQL", e);
        }
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
            return postgres;
        } catch (SQLException e) {
            postgres.close();
            throw new IOException("the database " + DATABASE + " cannot be made", e);
        }
    }

    /** Where they are; neither asks for a password. */
    Map<String, String> addresses() {
        return Map.of(
                "database", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + DATABASE,
                "user", USER,
                "redis", "redis://127.0.0.1:" + redis.port() + "/0");
    }

    @Override
    public void close() throws IOException {
        try {
            redis.close();
            postgres.close();
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(directory)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}

package com.acme.estate.stores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.error.OsArchitectureNotFound;

/**
 * A Redis in a session of its own, that remembers nothing.
 *
 * <p>Ctrl-C in a terminal reaches every process of the foreground, and Redis would end at once, while others are still
 * finishing what needs it. PostgreSQL leaves the terminal by itself; this one has to be told.
 */
final class DetachedRedis implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 20;

    private final ProcessHandle process;
    private final int port;

    private DetachedRedis(ProcessHandle process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param directory an empty one, absolute: Redis makes it its own */
    static DetachedRedis start(Path directory) throws IOException, MissingPlatformException {
        Path executable = executable(directory);
        Path pid = directory.resolve("pid");
        int port = freePort();
        List<String> command = List.of(
                executable.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--dir",
                directory.toString(),
                "--pidfile",
                pid.toString(),
                "--logfile",
                "log",
                "--daemonize",
                "yes");
        new ProcessBuilder(command)
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        long start = System.nanoTime();
        while (System.nanoTime() - start < START_LIMIT.toNanos()) {
            Optional<ProcessHandle> process = process(pid);
            if (process.isPresent() && answers(port)) {
                return new DetachedRedis(process.get(), port);
            }
            pause();
        }
        process(pid).ifPresent(ProcessHandle::destroyForcibly);
        throw new IOException("Redis has not started within " + START_LIMIT.toSeconds() + " s");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private static Path executable(Path directory) throws IOException, MissingPlatformException {
        try {
            return ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .toPath();
        } catch (OsArchitectureNotFound e) {
            throw new MissingPlatformException("Redis", e);
        }
    }

    private static Optional<ProcessHandle> process(Path pid) throws IOException {
        String number = Files.exists(pid) ? Files.readString(pid).strip() : "";
        return number.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(number));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Redis was starting", e);
        }
    }
}

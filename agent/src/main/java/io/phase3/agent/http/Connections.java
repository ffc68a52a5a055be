package io.phase3.agent.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Takes connections on few daemon threads, one request each, and ends each after a limited time, come what may. */
final class Connections implements Closeable {
    private static final long IDLE_SECONDS = 10;
    /** So much of a body that nobody asked for is read, so that the client gets to read the answer. */
    private static final int MOST_DRAINED = 1 << 16;

    private final ServerSocket socket;
    private final Endpoint endpoint;
    private final Duration limit;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor deadlines =
            new ScheduledThreadPoolExecutor(1, daemons("phase3-http-deadlines"));

    /**
     * Connections that nobody can open yet.
     *
     * @param socket bound already; closed together with this
     * @param threads how many requests may be in work; one more is refused, which closes its connection
     * @param limit how long one may take
     */
    Connections(ServerSocket socket, Endpoint endpoint, int threads, Duration limit) {
        this.socket = socket;
        this.endpoint = endpoint;
        this.limit = limit;
        workers = new ThreadPoolExecutor(
                0, threads, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("phase3-http"));
        deadlines.setRemoveOnCancelPolicy(true);
        deadlines.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        deadlines.allowCoreThreadTimeOut(true);
    }

    /** How many requests are in work. */
    int active() {
        return workers.getActiveCount();
    }

    void start() {
        daemons("phase3-http-accept").newThread(this::accept).start();
    }

    @Override
    public void close() {
        close(socket);
        deadlines.shutdownNow();
        workers.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                take(socket.accept());
            } catch (IOException e) {
                // Closed, or the process is out of file descriptors: then others have to give some back first.
                pause();
            }
        }
    }

    private void take(Socket connection) {
        try {
            workers.execute(() -> {
                Future<?> deadline =
                        deadlines.schedule(() -> close(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
                answer(connection);
                close(connection);
                deadline.cancel(false);
            });
        } catch (RejectedExecutionException e) {
            // All threads are busy, or the JVM is on its way out.
            close(connection);
        }
    }

    private void answer(Socket connection) {
        try {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            try {
                Request request = Request.read(in);
                boolean withBody = !request.method().equals("HEAD");
                endpoint.answer(request).write(connection.getOutputStream(), withBody);
            } catch (Request.MalformedException e) {
                Response.text("400 Bad Request", "This is no HTTP request.\n")
                        .write(connection.getOutputStream(), true);
            }
            connection.shutdownOutput();
            drain(connection, in);
        } catch (IOException e) {
            // The client has left, or took too long.
        }
    }

    /** Closing a connection with something unread in it would take the answer back from the client. */
    private static void drain(Socket connection, InputStream in) throws IOException {
        connection.setSoTimeout(1);
        for (int bytes = 0; bytes < MOST_DRAINED && in.read() >= 0; bytes++) {
            // thrown away
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It is gone.
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            // The agent's threads belong to no application: not even their context loader does.
            thread.setContextClassLoader(Connections.class.getClassLoader());
            return thread;
        };
    }
}

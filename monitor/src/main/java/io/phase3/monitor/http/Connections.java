package io.phase3.monitor.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Takes connections on daemon threads, one request each, and ends each after a limited time, come what may.
 *
 * <p>There are more of these threads than pages may be worked on at a time: a client that is slow to send or to read
 * costs one of them and no place at a page, so that a scrape does not wait for it.
 */
final class Connections implements Closeable {
    /** One more is closed as soon as it opens. */
    static final int MOST = 64;

    private static final long IDLE_SECONDS = 10;
    private static final int DRAIN_MILLIS = 200;

    private final ServerSocket socket;
    private final Channel channel;
    private final Pages pages;
    private final Duration limit;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("phase3-http"));
    private final ScheduledThreadPoolExecutor deadlines =
            new ScheduledThreadPoolExecutor(1, daemons("phase3-http-deadlines"));

    /** What is spoken on a connection: HTTP as it is, or inside TLS. */
    interface Channel {
        Socket over(Socket connection) throws IOException;
    }

    /**
     * Connections that nobody can open yet.
     *
     * @param socket bound already; closed together with this
     * @param limit how long one may take
     */
    Connections(ServerSocket socket, Channel channel, Pages pages, Duration limit) {
        this.socket = socket;
        this.channel = channel;
        this.pages = pages;
        this.limit = limit;
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** How many connections are open. */
    int active() {
        return open.size();
    }

    void start() {
        daemons("phase3-http-accept").newThread(this::accept).start();
    }

    @Override
    public void close() {
        close(socket);
        workers.shutdownNow();
        deadlines.shutdownNow();
        open.forEach(Connections::close);
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
        open.add(connection);
        try {
            workers.execute(() -> serve(connection));
        } catch (RejectedExecutionException e) {
            // All threads are busy, or the endpoint is closed.
            leave(connection);
        }
    }

    private void serve(Socket connection) {
        try {
            Future<?> deadline = deadlines.schedule(() -> close(connection), limit.toMillis(), TimeUnit.MILLISECONDS);
            // With TLS, closing writes, and so has to be over by the deadline, too. The deadline itself closes what
            // lies below: closing TLS would wait for the thread that writes.
            try (Socket spoken = channel.over(connection)) {
                answer(spoken);
            } catch (IOException e) {
                // The client has left, took too long, or speaks something else.
            }
            deadline.cancel(false);
        } catch (RejectedExecutionException e) {
            // The endpoint is closed.
        } finally {
            leave(connection);
        }
    }

    private void answer(Socket connection) throws IOException {
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = connection.getOutputStream();
        try {
            Request head = RequestHead.read(in);
            pages.answer(head, new RequestBody(head, in, out))
                    .write(out, !head.method().equals("HEAD"));
        } catch (RefusedException e) {
            e.response().write(out, true);
        }
        connection.shutdownOutput();
        drain(connection, in);
    }

    /** Closing a connection with something unread in it would take the answer back from the client. */
    private static void drain(Socket connection, InputStream in) throws IOException {
        connection.setSoTimeout(DRAIN_MILLIS);
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void leave(Socket connection) {
        close(connection);
        open.remove(connection);
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
            return thread;
        };
    }
}

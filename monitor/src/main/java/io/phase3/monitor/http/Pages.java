package io.phase3.monitor.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Knows the few pages that there are, and answers every other request with what is wrong with it. */
final class Pages {
    private final Map<String, Page> read;
    private final Map<String, Page> posted;
    private final Optional<Doorkeeper> doorkeeper;
    private final Semaphore places;
    private final Semaphore posts = new Semaphore(1, true);
    private final Semaphore probes = new Semaphore(Connections.MOST);
    private final Duration patience;
    private final Consumer<String> log;

    /**
     * These pages.
     *
     * @param settings how many may be worked on at a time, and for whom
     * @param log gets a line for each page that fails
     */
    Pages(HttpSettings settings, Map<String, Page> read, Map<String, Page> posted, Consumer<String> log) {
        this.read = Map.copyOf(read);
        this.posted = Map.copyOf(posted);
        this.doorkeeper = settings.basicAuth().map(Doorkeeper::new);
        this.places = new Semaphore(settings.threads(), true);
        // Half of the time there is, so that who waits in vain can still be told.
        this.patience = settings.limit().dividedBy(2);
        this.log = log;
    }

    /**
     * The answer to a request.
     *
     * @param body read only if the page wants it
     * @throws RefusedException if there is no page for this request
     */
    Response answer(Request head, RequestBody body) throws IOException {
        if (!mayEnter(head)) {
            return Response.text(401, "User and password, please.\n")
                    .with("WWW-Authenticate", "Basic realm=\"phase3\", charset=\"UTF-8\"");
        }
        Page page = pageFor(head);
        if (page == null) {
            return missing(head);
        }
        Request request = isRead(head) ? head : head.withBody(body.read());
        Semaphore taken = takePlace(head);
        try {
            return page.answer(request);
        } catch (Exception | Error e) {
            log.accept("the page " + head.path() + " failed: " + oneLine(e));
            return Response.text(
                    500, "The page failed: " + e.getClass().getName() + ". The log of the process says more.\n");
        } finally {
            taken.release();
        }
    }

    /** Whoever posts shows what the page asks for: the header has room for one, and Alertmanager sends a token there. */
    private boolean mayEnter(Request head) {
        return doorkeeper.isEmpty()
                || head.path().equals(HttpEndpoint.HEALTHY)
                || isPosted(head)
                || doorkeeper.get().knows(head);
    }

    private Page pageFor(Request head) {
        if (isRead(head)) {
            return read.get(head.path());
        }
        return isPosted(head) ? posted.get(head.path()) : null;
    }

    private boolean isPosted(Request head) {
        return head.method().equals("POST") && posted.containsKey(head.path());
    }

    private Response missing(Request head) {
        boolean isRead = read.containsKey(head.path());
        boolean isPosted = posted.containsKey(head.path());
        if (!isRead && !isPosted) {
            Set<String> paths = new TreeSet<>(read.keySet());
            paths.addAll(posted.keySet());
            return Response.text(404, "Not found. There is " + String.join(", ", paths) + ".\n");
        }
        String allowed = (isRead ? "GET, HEAD" : "") + (isRead && isPosted ? ", " : "") + (isPosted ? "POST" : "");
        return Response.text(405, "Only " + allowed + ".\n").with("Allow", allowed);
    }

    private Semaphore takePlace(Request head) throws IOException {
        Semaphore free = placesFor(head);
        try {
            if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new RefusedException(503, "Busy: other requests are being answered.");
            }
            return free;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    /** What is posted may take minutes, and must not keep scrapes waiting; nor may scrapes a probe, which would kill the process. */
    private Semaphore placesFor(Request head) {
        if (head.path().equals(HttpEndpoint.HEALTHY)) {
            return probes;
        }
        return isRead(head) ? places : posts;
    }

    private static boolean isRead(Request request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private static String oneLine(Throwable failure) {
        return failure.toString().replaceAll("\\R", " ");
    }
}

package io.phase3.agent.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/**
 * A file that hangs like one of a network that is away: whoever opens it blocks in the kernel until this is closed.
 *
 * <p>It is a write lease, which Linux lets everybody have on files of one's own, and breaks after 45 seconds
 * ({@code fcntl(2)}). Java cannot ask for one, so Perl does, which every Linux distribution has.
 */
final class Lease implements AutoCloseable {
    private static final String HOLD = """
            $| = 1;
            open(FILE, '+<', $ARGV[0]) or die "$!";
            $SIG{IO} = sub { print "wanted\\n" };
            my ($F_SETLEASE, $F_WRLCK) = (1024, 1);
            fcntl(FILE, $F_SETLEASE, $F_WRLCK) or die "no lease: $!";
            print "held\\n";
            my $read;
            do { $read = sysread(STDIN, my $byte, 1) } until defined($read) && $read == 0;
            """;

    private final Process process;
    private final Output stdout;

    private Lease(Process process) {
        this.process = process;
        this.stdout = new Output(process.getInputStream());
    }

    /** Makes a file hang that nobody has open. */
    static Lease on(Path file) {
        Lease lease;
        try {
            lease = new Lease(new ProcessBuilder("perl", "-e", HOLD, file.toString())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw impossible(e.getMessage());
        }
        lease.await("an answer of perl", () -> !lease.stdout.lines().isEmpty());
        if (!lease.stdout.lines().equals(List.of("held"))) {
            throw impossible(String.join(" ", lease.stdout.lines()));
        }
        return lease;
    }

    private static RuntimeException impossible(String reason) {
        return Skip.unlessCi("no file can be made to hang: " + reason);
    }

    /** Waits until somebody opens the file, and hangs. */
    void awaitVictim() {
        await("somebody who opens the file", () -> stdout.lines().contains("wanted"));
    }

    private void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Duration.ofMinutes(2)).until(condition);
    }

    @Override
    public void close() {
        release();
    }

    /** Lets everybody go on. */
    void release() {
        // Not the process itself: it would close its stream under its reader, who would fail (Process.destroy).
        process.toHandle().destroyForcibly();
        await("the end of perl", () -> !process.isAlive());
    }
}

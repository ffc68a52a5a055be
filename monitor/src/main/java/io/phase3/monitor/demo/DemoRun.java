package io.phase3.monitor.demo;

import io.phase3.monitor.programs.ChildProcess;
import io.phase3.monitor.prometheus.Scrape;
import io.phase3.monitor.prometheus.ScrapeClient;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Interruption;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Watches the application from its first scrape to its last, taken when its traffic is over and it still answers. */
final class DemoRun {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration REFRESH = Duration.ofSeconds(1);
    /** Ctrl-C reaches the application too: its end may be seen before the request to finish is. */
    private static final Duration SAME_SIGNAL = Duration.ofSeconds(1);

    /** The last calls may take some seconds, and what they were worth reaches the journal a moment later. */
    private static final Duration LAST_CALLS_LIMIT = Duration.ofSeconds(15);
    /** So many times the same in a row, a {@link #POLL} apart, means that nothing happens any more. */
    private static final int SAME_IN_A_ROW = 10;

    private static final int FAILED_SCRAPES_LIMIT = 10;
    private static final Summary NOTHING = Summary.of(new Scrape(List.of()), Duration.ZERO);

    private final ChildProcess application;
    private final ScrapeClient metrics;
    private final Path journal;
    private final Interruption interruption;
    private int failedScrapes;

    /** @param journal the directory where the agent writes one */
    DemoRun(ChildProcess application, ScrapeClient metrics, Path journal, Interruption interruption) {
        this.application = application;
        this.metrics = metrics;
        this.journal = journal;
        this.interruption = interruption;
    }

    /**
     * Waits until the agent answers.
     *
     * @throws CommandFailure if the application ends before, or the agent is silent for too long
     */
    void awaitMetrics() throws InterruptedException {
        long start = System.nanoTime();
        while (!answers()) {
            if (interruption.requestedWithin(POLL)) {
                throw new CommandFailure("interrupted before the agent answered");
            }
            failIfEnded();
            if (since(start).compareTo(START_LIMIT) > 0) {
                throw new CommandFailure("no metrics after " + START_LIMIT.toSeconds()
                        + " s; the application's log ends with\n" + application.logTail());
            }
        }
    }

    /**
     * Waits until the application has done something that is measured, so that its start-up is not part of the time that
     * rates are taken over; gives up after a while, and leaves it to the summary to say that nothing was measured.
     *
     * @throws CommandFailure if the application ends before
     */
    void awaitFirstCall() throws InterruptedException {
        long start = System.nanoTime();
        while (scraped(Duration.ZERO, NOTHING, false).calls() == 0
                && since(start).compareTo(START_LIMIT) < 0) {
            if (interruption.requestedWithin(POLL)) {
                return;
            }
            failIfEnded();
        }
    }

    /**
     * Measures until the time is over or the end is requested, and then until all that had begun is counted.
     *
     * @param limit {@code null} for no limit
     * @return what the last scrape said, and the journal after it
     * @throws CommandFailure if the application ends, or the agent stops answering
     */
    Summary measure(Duration limit, Progress progress) throws InterruptedException {
        long start = System.nanoTime();
        Summary summary = NOTHING;
        boolean over = false;
        while (!over) {
            boolean interrupted = interruption.requestedWithin(pause(limit, since(start)));
            over = interrupted || (limit != null && since(start).compareTo(limit) >= 0);
            if (!interrupted) {
                failIfEnded();
            }
            summary = scraped(since(start), summary, interrupted);
            progress.show(summary);
        }
        summary = settled(summary, progress);
        progress.finish(summary);
        return summary;
    }

    /** Ends the traffic, and waits until counters and journal say the same and nothing moves any more, or for long enough. */
    private Summary settled(Summary last, Progress progress) throws InterruptedException {
        endTraffic();
        long start = System.nanoTime();
        Summary summary = last.with(RunJournal.read(journal));
        int same = 0;
        while (same < SAME_IN_A_ROW && application.isRunning() && since(start).compareTo(LAST_CALLS_LIMIT) < 0) {
            Thread.sleep(POLL.toMillis());
            Summary before = summary;
            // What is counted stands in the journal already: it is read second.
            summary = scraped(last.elapsed(), before, true).with(RunJournal.read(journal));
            same = summary.isExact() && summary.equals(before) ? same + 1 : 0;
            progress.show(summary);
        }
        return summary;
    }

    private boolean answers() throws InterruptedException {
        try {
            return metrics.scrape().hasNameStartingWith("phase3_");
        } catch (IOException e) {
            return false;
        }
    }

    /** A new summary, or the one before where a scrape fails: one lost answer is no reason to end. */
    private Summary scraped(Duration elapsed, Summary before, boolean interrupted) throws InterruptedException {
        try {
            Summary now = Summary.of(metrics.scrape(), elapsed);
            failedScrapes = 0;
            return now;
        } catch (IOException e) {
            failedScrapes++;
            if (failedScrapes >= FAILED_SCRAPES_LIMIT && !interrupted) {
                throw new CommandFailure("the agent does not answer any more: " + e.getMessage());
            }
            return before;
        }
    }

    private void failIfEnded() throws InterruptedException {
        if (!application.isRunning() && !interruption.requestedWithin(SAME_SIGNAL)) {
            throw new CommandFailure("the application ended by itself with exit code " + application.exitCode()
                    + "; its log ends with\n" + application.logTail());
        }
    }

    private static Duration pause(Duration limit, Duration elapsed) {
        if (limit == null) {
            return REFRESH;
        }
        Duration left = limit.minus(elapsed);
        return left.compareTo(REFRESH) < 0 ? left : REFRESH;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Asks the application to begin nothing new; it goes on to answer scrapes. */
    private void endTraffic() {
        try {
            OutputStream input = application.input();
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            // It has ended already, which is seen where it is asked next.
            return;
        }
    }
}

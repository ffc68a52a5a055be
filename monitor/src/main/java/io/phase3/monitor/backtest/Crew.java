package io.phase3.monitor.backtest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that do one kind of work piece by piece; the first failure ends it. */
final class Crew implements AutoCloseable {
    private static final int MOST = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.max(2, Math.min(MOST, Runtime.getRuntime().availableProcessors())), Crew::thread);

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "phase3-backtest");
        thread.setDaemon(true);
        return thread;
    }

    <T> Future<T> submit(Callable<T> work) {
        return threads.submit(work);
    }

    /** The answers in the order of the work. */
    <T> List<T> all(List<Callable<T>> work, Stages stages) throws IOException, InterruptedException {
        List<Future<T>> futures = new ArrayList<>();
        work.forEach(each -> futures.add(submit(each)));
        List<T> answers = new ArrayList<>();
        for (Future<T> future : futures) {
            answers.add(await(future));
            stages.step();
        }
        return answers;
    }

    static <T> T await(Future<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException told ? told : new IOException("unexpected failure", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package com.acme.guava;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Makes calls whose results are listenable futures, and says what it saw. */
public final class Main {
    private static final RuntimeException FAILURE = new IllegalStateException("no such listing");
    private static final ListeningExecutorService DESK =
            MoreExecutors.listeningDecorator(Executors.newSingleThreadExecutor(task -> new Thread(task, "desk")));

    private Main() {}

    public static void main(String[] args) throws Exception {
        System.out.println(find(Futures.immediateFuture("a")).get());
        System.out.println(
                find(DESK.submit(() -> Thread.currentThread().getName())).get());
        SettableFuture<String> kept = SettableFuture.create();
        ListenableFuture<String> found = find(kept);
        System.out.println("same object " + (found == kept));
        Thread[] completing = new Thread[1];
        found.addListener(() -> completing[0] = Thread.currentThread(), MoreExecutors.directExecutor());
        Thread.currentThread().interrupt();
        kept.set("b");
        System.out.println("still interrupted " + Thread.interrupted());
        System.out.println("same thread " + (completing[0] == Thread.currentThread()));
        SettableFuture<String> failing = SettableFuture.create();
        ListenableFuture<String> failed = find(failing);
        failing.setException(FAILURE);
        try {
            failed.get();
        } catch (ExecutionException e) {
            System.out.println("same exception " + (e.getCause() == FAILURE));
        }
        ListenableFuture<String> cancelled = find(SettableFuture.create());
        cancelled.cancel(true);
        try {
            cancelled.get();
        } catch (CancellationException e) {
            System.out.println("cancelled");
        }
        find(SettableFuture.create());
        System.out.println(any(Futures.immediateFuture("object")) instanceof ListenableFuture);
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            million();
            System.out.println("done " + command);
        }
        System.exit(0);
    }

    private static void million() {
        for (int i = 0; i < 1_000_000; i++) {
            SettableFuture<String> future = SettableFuture.create();
            find(future);
            future.set("done");
        }
    }

    static ListenableFuture<String> find(ListenableFuture<String> future) {
        return future;
    }

    static Object any(Object object) {
        return object;
    }
}

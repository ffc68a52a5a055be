package com.acme.flow;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/** Makes calls whose results are publishers of the JDK's, and says what it saw. */
public final class Main {
    private Main() {}

    /** Remembers what it is told. */
    private static final class Reader implements Flow.Subscriber<String> {
        private final List<String> seen = new ArrayList<>();
        private final CountDownLatch end = new CountDownLatch(1);
        private final int most;
        private Flow.Subscription subscription;

        Reader(int most) {
            this.most = most;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(String item) {
            seen.add(item);
            if (seen.size() == most) {
                subscription.cancel();
                end.countDown();
            } else {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            seen.add(thrown.getMessage());
            end.countDown();
        }

        @Override
        public void onComplete() {
            seen.add("complete");
            end.countDown();
        }

        List<String> seen() throws InterruptedException {
            end.await();
            return seen;
        }
    }

    public static void main(String[] args) throws Exception {
        listings(new SubmissionPublisher<>());
        SubmissionPublisher<String> desk = new SubmissionPublisher<>();
        Flow.Publisher<String> listings = listings(desk);
        Reader first = new Reader(10);
        Reader second = new Reader(10);
        Reader impatient = new Reader(1);
        listings.subscribe(first);
        listings.subscribe(second);
        listings.subscribe(impatient);
        desk.submit("x");
        System.out.println(impatient.seen());
        desk.submit("y");
        desk.close();
        System.out.println(first.seen());
        System.out.println(second.seen());
        SubmissionPublisher<String> failing = new SubmissionPublisher<>();
        Reader failed = new Reader(10);
        listings(failing).subscribe(failed);
        failing.closeExceptionally(new IllegalStateException("no such listing"));
        System.out.println(failed.seen());
        SubmissionPublisher<String> socket = new SubmissionPublisher<>(Runnable::run, 16);
        Reader handler = new Reader(10);
        messages(socket).subscribe(handler);
        socket.submit("one");
        socket.submit("two");
        socket.close();
        System.out.println(handler.seen());
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            million();
            System.out.println("done " + command);
        }
        System.exit(0);
    }

    private static void million() throws InterruptedException {
        for (int i = 0; i < 1_000_000; i++) {
            SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 1);
            Reader reader = new Reader(10);
            listings(publisher).subscribe(reader);
            publisher.close();
            reader.seen();
        }
    }

    static Flow.Publisher<String> listings(Flow.Publisher<String> publisher) {
        return publisher;
    }

    static Flow.Publisher<String> messages(Flow.Publisher<String> publisher) {
        return publisher;
    }
}

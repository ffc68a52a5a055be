package com.acme.rxjava;

import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.schedulers.Schedulers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes calls whose results are RxJava's, and says what it saw. */
public final class Main {
    private static final RuntimeException FAILURE = new IllegalStateException("no such listing");

    private Main() {}

    public static void main(String[] args) throws IOException {
        single("never subscribed");
        System.out.println(single("a").blockingGet());
        System.out.println(single("a").subscribeOn(Schedulers.io()).blockingGet());
        single("pending").subscribe().dispose();
        System.out.println(same(() -> single("failure").blockingGet()));

        System.out.println(maybe("a").blockingGet());
        System.out.println(maybe("empty").blockingGet());
        maybe("pending").subscribe().dispose();
        System.out.println(same(() -> maybe("failure").blockingGet()));

        completable("a").blockingAwait();
        completable("pending").subscribe().dispose();
        System.out.println(same(() -> completable("failure").blockingAwait()));

        System.out.println(observable("a").toList().blockingGet());
        System.out.println(observable("a").take(1).toList().blockingGet());
        System.out.println(same(() -> observable("failure").blockingLast()));

        System.out.println(flowable("a").toList().blockingGet());
        System.out.println(flowable("a").take(1).toList().blockingGet());
        System.out.println(same(() -> flowable("failure").blockingLast()));

        List<String> handled = new ArrayList<>();
        messages().doOnNext(handled::add).map(String::length).blockingLast();
        System.out.println(handled);
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            million();
            System.out.println("done " + command);
        }
    }

    private static boolean same(Runnable failing) {
        try {
            failing.run();
            return false;
        } catch (RuntimeException e) {
            return e == FAILURE;
        }
    }

    private static void million() {
        for (int i = 0; i < 200_000; i++) {
            single("a").subscribe();
            maybe("a").subscribe();
            completable("a").subscribe();
            observable("a").subscribe();
            flowable("a").subscribe();
        }
    }

    static Single<String> single(String id) {
        switch (id) {
            case "failure":
                return Single.error(FAILURE);
            case "pending":
                return Single.never();
            default:
                return Single.just(id);
        }
    }

    static Maybe<String> maybe(String id) {
        switch (id) {
            case "failure":
                return Maybe.error(FAILURE);
            case "pending":
                return Maybe.never();
            case "empty":
                return Maybe.empty();
            default:
                return Maybe.just(id);
        }
    }

    static Completable completable(String id) {
        switch (id) {
            case "failure":
                return Completable.error(FAILURE);
            case "pending":
                return Completable.never();
            default:
                return Completable.complete();
        }
    }

    static Observable<String> observable(String id) {
        return id.equals("failure") ? Observable.error(FAILURE) : Observable.just("x", "y");
    }

    static Flowable<String> flowable(String id) {
        return id.equals("failure") ? Flowable.error(FAILURE) : Flowable.just("x", "y");
    }

    static Flowable<String> messages() {
        return Flowable.just("one", "two", "three");
    }
}

package com.acme.reactor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.ConnectableFlux;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/** Makes calls whose results are monos and fluxes, and says what it saw. */
public final class Main {
    private static final RuntimeException FAILURE = new IllegalStateException("no such listing");

    private Main() {}

    public static void main(String[] args) throws IOException {
        monos();
        fluxes();
        publishers();
        System.out.println("ready");
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = commands.readLine(); command != null; command = commands.readLine()) {
            million();
            System.out.println("done " + command);
        }
    }

    private static void monos() {
        find("never subscribed");
        System.out.println(find("a").block());
        Mono<String> twice = find("b");
        System.out.println(twice.block() + twice.block());
        System.out.println(find("empty").block());
        try {
            find("failure").block();
        } catch (RuntimeException e) {
            System.out.println("same exception " + (e == FAILURE));
        }
        Disposable pending = find("pending").subscribe();
        pending.dispose();
        System.out.println(
                find("context").contextWrite(Context.of("user", "ann")).block());
        System.out.println(
                find("thread").subscribeOn(Schedulers.newSingle("desk")).block());
    }

    private static void fluxes() {
        System.out.println(listings("a").collectList().block());
        System.out.println(listings("empty").collectList().block());
        System.out.println(
                listings("failure").onErrorReturn("failed").collectList().block());
        System.out.println(listings("a").take(1).collectList().block());
        System.out.println(
                listings("a").take(1).concatWith(listings("a")).collectList().block());
        List<String> handled = new ArrayList<>();
        messages().doOnNext(handled::add).map(String::length).blockLast();
        System.out.println(handled);
        try {
            messages()
                    .doOnNext(message -> {
                        throw FAILURE;
                    })
                    .blockLast();
        } catch (RuntimeException e) {
            System.out.println("same exception " + (e == FAILURE));
        }
        hot().connect();
    }

    private static void publishers() {
        System.out.println(Flux.from(published("flux")).collectList().block());
        System.out.println(published("mono") instanceof Mono);
        System.out.println(Mono.from(published("mono")).block());
        System.out.println(lead("lead-1").block());
    }

    private static void million() {
        for (int i = 0; i < 500_000; i++) {
            find("a").subscribe();
            listings("a").subscribe();
        }
    }

    static Mono<String> find(String id) {
        switch (id) {
            case "failure":
                return Mono.error(FAILURE);
            case "pending":
                return Mono.never();
            case "empty":
                return Mono.empty();
            case "context":
                return Mono.deferContextual(context -> Mono.just(context.get("user")));
            case "thread":
                return Mono.fromCallable(() -> Thread.currentThread().getName().replaceAll("[0-9]", ""));
            default:
                return Mono.just("found " + id);
        }
    }

    static Flux<String> listings(String id) {
        switch (id) {
            case "failure":
                return Flux.just("x").concatWith(Flux.error(FAILURE));
            case "empty":
                return Flux.empty();
            default:
                return Flux.just("x", "y", "z");
        }
    }

    static Flux<String> messages() {
        return Flux.just("one", "two", "three");
    }

    static ConnectableFlux<String> hot() {
        return Flux.just("hot").publish();
    }

    static Publisher<String> published(String kind) {
        return kind.equals("flux") ? Flux.just("p", "q") : Mono.just("p");
    }

    static Mono<String> lead(String id) {
        return Mono.just(id);
    }
}

package io.phase3.monitor.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The exporter's first page, as far as it says which sources fail. */
record ExporterStatus(URI page) {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String TITLE = "Failing sources";

    /** Their names; none if nobody answers. */
    List<String> failingSources() throws InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
        HttpRequest request = HttpRequest.newBuilder(page).timeout(LIMIT).build();
        try {
            return failingSources(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Below the title an indented line for each, its name first. */
    static List<String> failingSources(String page) {
        return page.lines()
                .dropWhile(line -> !line.equals(TITLE))
                .skip(1)
                .takeWhile(line -> line.startsWith(" "))
                .map(line -> line.strip().split(" ", 2)[0])
                .toList();
    }
}

package io.phase3.monitor.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Fetches one metrics endpoint, past any proxy, with a time limit. */
public final class ScrapeClient {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(LIMIT)
            .build();
    private final HttpRequest request;

    public ScrapeClient(URI metrics) {
        this.request = HttpRequest.newBuilder(metrics)
                .timeout(LIMIT)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
    }

    /**
     * One scrape.
     *
     * @throws IOException if nobody answers in time, or the answer is not 200 or not text format
     */
    public Scrape scrape() throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answers " + response.statusCode());
        }
        try {
            return TextFormat.parse(response.body());
        } catch (TextFormatException e) {
            throw new IOException(request.uri() + " answers with something else than metrics: " + e.getMessage(), e);
        }
    }
}

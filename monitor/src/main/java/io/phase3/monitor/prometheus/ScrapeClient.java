package io.phase3.monitor.prometheus;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Fetches one metrics endpoint, past any proxy, with a time limit. */
public final class ScrapeClient {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HttpClient http;
    private final Duration limit;
    private final HttpRequest request;

    public ScrapeClient(URI metrics) {
        this(metrics, connections(LIMIT), LIMIT);
    }

    /**
     * A client that shares its connections with others.
     *
     * @param http made by {@link #connections}
     * @param limit how long a whole answer may take
     */
    public ScrapeClient(URI metrics, HttpClient http, Duration limit) {
        this.http = http;
        this.limit = limit;
        this.request = HttpRequest.newBuilder(metrics)
                .timeout(limit)
                .header("Accept", "text/plain;version=0.0.4")
                .build();
    }

    /** Connections for several clients. */
    public static HttpClient connections(Duration limit) {
        return HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(limit)
                .build();
    }

    /**
     * One scrape.
     *
     * @throws IOException if nobody answers in time, or the answer is not 200 or not text format
     */
    public Scrape scrape() throws IOException, InterruptedException {
        try {
            return scrapeAsync().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException told
                    ? told
                    : new IOException(
                            request.uri() + " does not answer within " + limit.toMillis() + " ms", e.getCause());
        }
    }

    /** One scrape, meanwhile; what {@link #scrape} throws is the cause of its failure, or a time-out is. */
    public CompletableFuture<Scrape> scrapeAsync() {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        // The request's own limit ends with the answer's head.
        return answer.copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((response, failure) -> answer.cancel(true))
                .thenApply(ScrapeClient::parsed);
    }

    private static Scrape parsed(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw failed(response, "answers " + response.statusCode(), null);
        }
        try {
            return TextFormat.parse(response.body());
        } catch (TextFormatException e) {
            throw failed(response, "answers with something else than metrics: " + e.getMessage(), e);
        }
    }

    private static CompletionException failed(HttpResponse<String> response, String how, Exception cause) {
        return new CompletionException(new IOException(response.uri() + " " + how, cause));
    }
}

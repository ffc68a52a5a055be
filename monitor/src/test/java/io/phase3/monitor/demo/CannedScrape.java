package io.phase3.monitor.demo;

import io.phase3.monitor.prometheus.Scrape;
import io.phase3.monitor.prometheus.TextFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A small scrape that has everything the demo reads; its numbers are chosen to be checked by hand. */
final class CannedScrape {

    private CannedScrape() {}

    static String text() {
        return resource("five-kinds.prom");
    }

    /** A journal in which the same stands. */
    static String journal() {
        return resource("five-kinds.jsonl");
    }

    private static String resource(String name) {
        try (InputStream file = CannedScrape.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Scrape scrape() {
        return TextFormat.parse(text());
    }

    /** Everything but one kind. */
    static Scrape without(MeasuredKind kind) {
        return new Scrape(scrape().samples().stream()
                .filter(sample -> !sample.name().startsWith(kind.histogram()))
                .toList());
    }
}

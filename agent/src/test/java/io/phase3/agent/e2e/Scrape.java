package io.phase3.agent.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one scrape said: samples by name and labels, in Prometheus' text format. */
final class Scrape {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String text;
    private final List<Sample> samples = new ArrayList<>();

    /** One line of a scrape. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private Scrape(String text) {
        this.text = text;
        text.lines().filter(line -> !line.startsWith("#")).map(Scrape::sample).forEach(samples::add);
    }

    /** Scrapes once. */
    static Scrape of(URI url) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build();
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(url + " answered " + response.statusCode());
            }
            return new Scrape(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Sample sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("no sample: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return new Sample(sample.group(1), labels, number(sample.group(3)));
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    String text() {
        return text;
    }

    /** The samples of the name whose labels include these, each given as {@code name=value}. */
    Stream<Sample> samples(String name, String... labels) {
        return samples.stream()
                .filter(sample -> sample.name.equals(name))
                .filter(sample -> Stream.of(labels).allMatch(label -> {
                    String[] parts = label.split("=", 2);
                    return parts[1].equals(sample.labels.get(parts[0]));
                }));
    }

    /** The value of the one sample of the name whose labels include these. */
    double value(String name, String... labels) {
        List<Sample> found = samples(name, labels).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " samples " + name + List.of(labels) + " in\n" + text);
        }
        return found.get(0).value;
    }

    /** The sum over all samples of the name whose labels include these; 0 if there is none. */
    double sum(String name, String... labels) {
        return samples(name, labels).mapToDouble(Sample::value).sum();
    }

    /** All samples of the name: their label values, joined by {@code /}, and their values as whole numbers. */
    Map<String, Long> counts(String name) {
        Map<String, Long> counts = new TreeMap<>();
        samples(name).forEach(sample -> {
            if (sample.value != Math.rint(sample.value)) {
                throw new AssertionError("not a whole number: " + sample);
            }
            counts.put(String.join("/", sample.labels.values()), (long) sample.value);
        });
        return counts;
    }

    /** The names of all histograms of ours. */
    List<String> histograms() {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE ") && line.endsWith(" histogram"))
                .map(line -> line.split(" ", -1)[2])
                .toList();
    }
}

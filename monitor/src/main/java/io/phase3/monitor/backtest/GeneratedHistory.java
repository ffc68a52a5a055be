package io.phase3.monitor.backtest;

import io.phase3.monitor.backtest.history.History;
import io.phase3.monitor.backtest.history.Series;
import io.phase3.monitor.prometheus.PrometheusApi;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** A Prometheus over a made-up history, in which everything has been recorded that rules record. */
final class GeneratedHistory implements AutoCloseable {
    /** Money is compared with that of a month ago, so the business is older than the instances. */
    private static final Duration BUSINESS_BEFORE = Duration.ofDays(36);
    /** Prometheus takes a value for current for five minutes. */
    private static final Duration BUSINESS_STEP = Duration.ofMinutes(4);

    private final Span old;
    private final Span young;
    private final Programs programs;
    private final Scratch scratch;
    private final Blocks blocks;
    private final Stages stages;
    private final Crew crew;
    private PrivatePrometheus prometheus;

    private GeneratedHistory(Programs programs, Scratch scratch, Span span, Stages stages, Crew crew) {
        this.old = new Span(span.start().minus(BUSINESS_BEFORE), span.start(), BUSINESS_STEP);
        this.young = span;
        this.programs = programs;
        this.scratch = scratch;
        this.blocks = new Blocks(programs.promtool(), scratch.resolve("blocks"));
        this.stages = stages;
        this.crew = crew;
    }

    /** Makes it; nothing of it is left where that fails. */
    static GeneratedHistory make(
            Programs programs, Scratch scratch, History history, Span span, Rules rules, Crew crew, Stages stages)
            throws IOException, InterruptedException {
        GeneratedHistory made = new GeneratedHistory(programs, scratch, span, stages, crew);
        try {
            made.tell(history);
            made.restart();
            made.record(rules);
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    PrometheusApi api() {
        return prometheus.api();
    }

    private void tell(History history) throws IOException, InterruptedException {
        List<Span> before = Blocks.pieces(old, Blocks.LONG);
        List<Span> since = Blocks.pieces(young, Blocks.SHORT);
        Pieces pieces = new Pieces();
        stages.begin("writing the history", before.size() + since.size());
        for (Span piece : before) {
            pieces.write(pen -> {
                for (int step = 0; step < piece.steps(); step++) {
                    history.tellBusiness(piece.at(step).getEpochSecond(), pen);
                }
            });
            stages.step();
        }
        for (Span piece : since) {
            pieces.write(pen -> {
                for (int step = 0; step < piece.steps(); step++) {
                    long second = piece.at(step).getEpochSecond();
                    history.tellTechnology(second, pen);
                    if (second % BUSINESS_STEP.toSeconds() == 0) {
                        history.tellBusiness(second, pen);
                    }
                }
            });
            stages.step();
        }
        pieces.await();
    }

    private void restart() throws IOException, InterruptedException {
        close();
        prometheus = PrivatePrometheus.start(programs.prometheus(), scratch.folder(), "global: {}\n");
    }

    private void record(Rules rules) throws IOException, InterruptedException {
        List<List<RecordingRule>> levels = rules.levels();
        for (int i = 0; i < levels.size(); i++) {
            List<Callable<List<Track>>> questions = new ArrayList<>();
            for (Span span : List.of(old, young)) {
                levels.get(i).forEach(rule -> questions.add(() -> recorded(rule, span)));
            }
            String level = ", level " + (i + 1) + " of " + levels.size();
            stages.begin("evaluating recording rules" + level, questions.size());
            List<List<Track>> answers = crew.all(questions, stages);
            int half = answers.size() / 2;
            stages.begin("writing what they record" + level, 2);
            write(answers.subList(0, half), old);
            stages.step();
            write(answers.subList(half, answers.size()), young);
            stages.step();
            // Blocks are found at the start.
            restart();
        }
    }

    private List<Track> recorded(RecordingRule rule, Span span) throws IOException, InterruptedException {
        List<Track> named = new ArrayList<>();
        for (Track track : Track.of(api(), rule.expression(), span)) {
            Map<String, String> labels = new LinkedHashMap<>(track.labels());
            labels.putAll(rule.labels());
            labels.put("__name__", rule.name());
            named.add(track.labelled(labels));
        }
        return named;
    }

    private void write(List<List<Track>> answers, Span span) throws IOException, InterruptedException {
        Map<Series, Track> bySeries = new LinkedHashMap<>();
        for (List<Track> tracks : answers) {
            for (Track track : tracks) {
                Map<String, String> labels = new LinkedHashMap<>(track.labels());
                bySeries.put(Series.of(labels.remove("__name__"), labels), track);
            }
        }
        Pieces pieces = new Pieces();
        int first = 0;
        for (Span piece : bySeries.isEmpty() ? List.<Span>of() : Blocks.pieces(span, Blocks.LONG)) {
            int offset = first;
            pieces.write(pen -> {
                for (int step = 0; step < piece.steps(); step++) {
                    pen.at(piece.at(step).getEpochSecond());
                    for (Map.Entry<Series, Track> series : bySeries.entrySet()) {
                        Track track = series.getValue();
                        if (track.present().get(offset + step)) {
                            pen.write(series.getKey(), track.value(offset + step));
                        }
                    }
                }
            });
            first += piece.steps();
        }
        pieces.await();
    }

    @Override
    public void close() {
        if (prometheus != null) {
            prometheus.close();
            prometheus = null;
        }
    }

    /** Pieces that are written here one after the other, while promtool makes blocks of those before. */
    private final class Pieces {
        private static final int AHEAD = 3;

        private final Deque<Future<Void>> running = new ArrayDeque<>();
        private int number;

        void write(Blocks.Writing piece) throws IOException, InterruptedException {
            if (running.size() == AHEAD) {
                finish();
            }
            running.add(crew.submit(blocks.write(piece, scratch.resolve("piece-" + number++ + ".txt"))));
        }

        void await() throws IOException, InterruptedException {
            while (!running.isEmpty()) {
                finish();
            }
        }

        private void finish() throws IOException, InterruptedException {
            Crew.await(running.remove());
        }
    }
}

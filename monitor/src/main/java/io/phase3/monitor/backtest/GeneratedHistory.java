package io.phase3.monitor.backtest;

import io.phase3.monitor.backtest.history.History;
import io.phase3.monitor.backtest.history.Series;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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

    private final Programs programs;
    private final Scratch scratch;
    private final Blocks blocks;
    private final Stages stages;
    private final Crew crew;
    private PrivatePrometheus prometheus;

    private GeneratedHistory(Programs programs, Scratch scratch, Stages stages, Crew crew) {
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
        GeneratedHistory made = new GeneratedHistory(programs, scratch, stages, crew);
        try {
            made.tell(history, span);
            made.restart();
            made.record(rules, span);
            return made;
        } catch (IOException | InterruptedException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    PrometheusApi api() {
        return prometheus.api();
    }

    private void tell(History history, Span span) throws IOException, InterruptedException {
        Instant before = span.start().minus(BUSINESS_BEFORE);
        List<Span> old = Blocks.pieces(new Span(before, span.start(), BUSINESS_STEP));
        List<Span> young = Blocks.pieces(span);
        Pieces pieces = new Pieces("writing the history", old.size() + young.size());
        for (Span piece : old) {
            pieces.write(pen -> {
                for (int step = 0; step < piece.steps(); step++) {
                    history.tellBusiness(piece.at(step).getEpochSecond(), pen);
                }
            });
        }
        for (Span piece : young) {
            pieces.write(pen -> {
                for (int step = 0; step < piece.steps(); step++) {
                    history.tell(piece.at(step).getEpochSecond(), pen);
                }
            });
        }
        pieces.await();
    }

    private void restart() throws IOException, InterruptedException {
        close();
        prometheus = PrivatePrometheus.start(programs.prometheus(), scratch.resolve("blocks"), scratch.folder());
    }

    private void record(Rules rules, Span span) throws IOException, InterruptedException {
        List<List<RecordingRule>> levels = rules.levels();
        for (int i = 0; i < levels.size(); i++) {
            List<Callable<List<Track>>> questions = new ArrayList<>();
            for (RecordingRule rule : levels.get(i)) {
                questions.add(() -> recorded(rule, span));
            }
            String level = (i + 1) + " of " + levels.size();
            stages.begin("recording rules, level " + level, questions.size());
            List<Track> tracks =
                    crew.all(questions, stages).stream().flatMap(List::stream).toList();
            write(tracks, span, level);
            // Blocks are found at the start.
            restart();
        }
    }

    private List<Track> recorded(RecordingRule rule, Span span) throws IOException, InterruptedException {
        List<Track> named = new ArrayList<>();
        for (Track track : api().range(rule.expression(), span)) {
            Map<String, String> labels = new LinkedHashMap<>(track.labels());
            labels.putAll(rule.labels());
            labels.put("__name__", rule.name());
            named.add(track.labelled(labels));
        }
        return named;
    }

    private void write(List<Track> tracks, Span span, String level) throws IOException, InterruptedException {
        Map<Series, Track> bySeries = new LinkedHashMap<>();
        for (Track track : tracks) {
            Map<String, String> labels = new LinkedHashMap<>(track.labels());
            bySeries.put(Series.of(labels.remove("__name__"), labels), track);
        }
        List<Span> spans = bySeries.isEmpty() ? List.of() : Blocks.pieces(span);
        Pieces pieces = new Pieces("writing what they record, level " + level, spans.size());
        int first = 0;
        for (Span piece : spans) {
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

        Pieces(String what, int count) {
            stages.begin(what, count);
        }

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
            stages.step();
        }
    }
}

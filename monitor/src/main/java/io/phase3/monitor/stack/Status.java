package io.phase3.monitor.stack;

import io.phase3.monitor.stack.StackState.PartState;
import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of a stack's processes live.
 *
 * @param state empty where there is no stack
 * @param rows one for each part, or container
 */
record Status(StackDirectory directory, Optional<StackState> state, List<Row> rows, Instant now) {

    /**
     * A part, or a container.
     *
     * @param process absent if it does not live, and of a container
     * @param lastEnd how it ended the last time; empty if it never did
     */
    record Row(
            String name,
            String state,
            boolean lives,
            Optional<ProcessId> process,
            Optional<URI> address,
            int restarts,
            String lastEnd) {}

    static Status of(StackDirectory directory, Machine machine) throws IOException, InterruptedException {
        Optional<StackState> state = directory.state();
        List<Row> rows = new ArrayList<>();
        if (state.isPresent()) {
            Setup setup = state.get().setup();
            if (setup.with() == Way.COMPOSE) {
                new Compose(machine, Path.of(setup.home())).containers().forEach(each -> rows.add(row(each)));
            } else {
                setup.parts().forEach(part -> rows.add(row(part, state.get())));
            }
        }
        return new Status(directory, state, rows, machine.clock().instant());
    }

    private static Row row(Part part, StackState state) {
        PartState own = state.part(part);
        Optional<ProcessId> process = own.living();
        return new Row(
                part.toString(),
                process.isPresent() ? "running" : "ended",
                process.isPresent(),
                process,
                state.setup().address(part),
                own.restarts(),
                Optional.ofNullable(own.lastEnd()).orElse(""));
    }

    private static Row row(Compose.Container container) {
        return new Row(
                container.service(),
                container.state(),
                container.isRunning(),
                Optional.empty(),
                Optional.empty(),
                0,
                "");
    }

    private boolean isSupervised() {
        return state.filter(each -> each.setup().with() == Way.COMPOSE
                        || each.livingSupervisor().isPresent())
                .isPresent();
    }

    /** Whether all of it lives, and is watched over. */
    boolean isRunning() {
        return isSupervised() && !rows.isEmpty() && rows.stream().allMatch(Row::lives);
    }

    /** One word for all of it. */
    String summary() {
        if (isRunning()) {
            return "running";
        }
        if (isSupervised() && !rows.isEmpty()) {
            return "degraded";
        }
        return rows.stream().anyMatch(Row::lives) ? "unsupervised" : "stopped";
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", summary());
        json.put("directory", directory.root().toString());
        state.ifPresent(each -> {
            json.put("with", each.setup().with().toString());
            each.livingSupervisor().ifPresent(supervisor -> json.put("supervisorPid", supervisor.pid()));
        });
        json.put("parts", rows.stream().map(this::json).toList());
        Map<String, String> absent = new TreeMap<>();
        state.ifPresent(each -> each.setup().absent().forEach((part, why) -> absent.put(part.toString(), why)));
        json.put("absent", absent);
        return json;
    }

    private Map<String, Object> json(Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("part", row.name());
        json.put("state", row.state());
        row.process().ifPresent(process -> {
            json.put("pid", process.pid());
            json.put("upSeconds", up(process).toSeconds());
        });
        row.address().ifPresent(address -> json.put("address", address.toString()));
        json.put("restarts", row.restarts());
        if (!row.lastEnd().isEmpty()) {
            json.put("lastEnd", row.lastEnd());
        }
        return json;
    }

    List<String> lines(Terminal terminal) {
        if (state.isEmpty()) {
            return List.of("There is no stack in " + directory.root() + "; phase3 stack start starts one.");
        }
        List<String> lines = new ArrayList<>(table(terminal).lines());
        Map<Part, String> absent = state.get().setup().absent();
        if (!absent.isEmpty()) {
            lines.addAll(List.of("", "Not run:"));
            TextTable reasons = new TextTable(terminal, TextTable.Align.LEFT, TextTable.Align.LEFT);
            absent.forEach((part, why) -> reasons.row("  " + part, why));
            lines.addAll(reasons.lines());
        }
        verdict().ifPresent(verdict -> lines.addAll(List.of("", verdict)));
        return lines;
    }

    private TextTable table(Terminal terminal) {
        TextTable table = new TextTable(
                        terminal,
                        TextTable.Align.LEFT,
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.LEFT,
                        TextTable.Align.RIGHT,
                        TextTable.Align.RIGHT)
                .head("part", "state", "pid", "address", "up for", "restarts");
        rows.forEach(row -> table.styled(
                row.lives() ? "" : "red",
                row.name(),
                row.state(),
                row.process().map(process -> Long.toString(process.pid())).orElse(""),
                row.address().map(URI::toString).orElse(""),
                row.process().map(process -> readable(up(process))).orElse(""),
                Integer.toString(row.restarts())));
        return table;
    }

    /** What to do where something is to be done. */
    private Optional<String> verdict() {
        return switch (summary()) {
            case "stopped" -> Optional.of("Nothing of it runs; phase3 stack start starts it.");
            case "unsupervised" ->
                Optional.of("Its supervisor was killed: phase3 stack start repairs it, stop ends the rest.");
            case "degraded" ->
                Optional.of("What has ended is started again; phase3 stack health tells more, or " + directory.logs());
            default -> Optional.empty();
        };
    }

    private Duration up(ProcessId process) {
        return process.started().map(started -> Duration.between(started, now)).orElse(Duration.ZERO);
    }

    private static String readable(Duration up) {
        if (up.toDays() > 1) {
            return up.toDays() + " d";
        }
        if (up.toHours() > 1) {
            return up.toHours() + " h";
        }
        return up.toMinutes() > 1 ? up.toMinutes() + " min" : Math.max(0, up.toSeconds()) + " s";
    }
}

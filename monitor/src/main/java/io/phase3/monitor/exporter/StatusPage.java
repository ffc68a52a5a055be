package io.phase3.monitor.exporter;

import io.phase3.agent.settings.Problem;
import io.phase3.monitor.http.Page;
import io.phase3.monitor.http.Request;
import io.phase3.monitor.http.Response;
import io.phase3.monitor.sources.Source;
import io.phase3.monitor.sources.SourceStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The first page, for people: how each source is doing, those that fail first. */
final class StatusPage implements Page {
    private final Supplier<List<SourceStatus>> statuses;
    private final Parts parts;
    private final List<Problem> disabled;

    /**
     * The page.
     *
     * @param statuses of the sources that have been started
     * @param disabled what is wrong with queries that are left out
     */
    StatusPage(Supplier<List<SourceStatus>> statuses, Parts parts, List<Problem> disabled) {
        this.statuses = statuses;
        this.parts = parts;
        this.disabled = disabled;
    }

    @Override
    public Response answer(Request request) {
        Map<String, SourceStatus> started =
                statuses.get().stream().collect(Collectors.toMap(SourceStatus::name, Function.identity()));
        List<Source> sources = parts.sources();
        StringBuilder page = new StringBuilder("Phase 3 exporter; metrics are at /metrics\n");
        section(page, "State", parts.statusLines());
        section(page, "Failing sources", lines(sources, started, true));
        section(page, "Sources", lines(sources, started, false));
        section(
                page,
                "Queries that are left out",
                disabled.stream().map(Problem::toString).toList());
        return Response.text(200, page.toString());
    }

    private static List<String> lines(List<Source> sources, Map<String, SourceStatus> started, boolean failing) {
        int width = sources.stream().mapToInt(it -> it.name().length()).max().orElse(0);
        return sources.stream()
                .filter(source -> isFailing(started.get(source.name())) == failing)
                .map(source -> source.name()
                        + " ".repeat(width - source.name().length() + 2)
                        + sentence(started.get(source.name())))
                .toList();
    }

    private static boolean isFailing(SourceStatus status) {
        return status != null && status.failure().isPresent();
    }

    private static String sentence(SourceStatus status) {
        return status == null ? "waits for the schema" : status.sentence();
    }

    private static void section(StringBuilder page, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            page.append('\n').append(title).append('\n');
            lines.forEach(line -> page.append("  ").append(line).append('\n'));
        }
    }
}

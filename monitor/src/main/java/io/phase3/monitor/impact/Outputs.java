package io.phase3.monitor.impact;

import io.phase3.monitor.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a report goes: one form to stdout, others into files, whose places are taken before there is a report. */
final class Outputs implements AutoCloseable {
    private final Printed printed;
    private final Optional<OutputFile> csv;
    private final Optional<OutputFile> html;

    /** What stdout gets. */
    enum Printed {
        TEXT,
        CSV,
        JSON
    }

    private Outputs(Printed printed, Optional<OutputFile> csv, Optional<OutputFile> html) {
        this.printed = printed;
        this.csv = csv;
        this.html = html;
    }

    /** @throws IOException with a message for people, if a file cannot be written */
    static Outputs reserve(Printed printed, Optional<Path> csv, Optional<Path> html) throws IOException {
        Optional<OutputFile> first = reserve(csv);
        try {
            return new Outputs(printed, first, reserve(html));
        } catch (IOException e) {
            if (first.isPresent()) {
                first.get().close();
            }
            throw e;
        }
    }

    private static Optional<OutputFile> reserve(Optional<Path> file) throws IOException {
        return file.isPresent() ? Optional.of(OutputFile.reserve(file.get())) : Optional.empty();
    }

    void write(ImpactReport report, Terminal terminal) throws IOException {
        if (csv.isPresent()) {
            write(csv.get(), ImpactCsv.of(report), terminal);
        }
        if (html.isPresent()) {
            write(html.get(), ImpactHtml.of(report), terminal);
        }
        switch (printed) {
            case TEXT -> ImpactText.lines(report, terminal).forEach(terminal.out()::println);
            case CSV -> terminal.out().print(ImpactCsv.of(report));
            case JSON -> terminal.out().println(ImpactJson.of(report));
        }
        terminal.out().flush();
    }

    private static void write(OutputFile file, String text, Terminal terminal) throws IOException {
        file.write(text);
        terminal.err().println("written: " + file.file());
    }

    @Override
    public void close() throws IOException {
        if (csv.isPresent()) {
            csv.get().close();
        }
        if (html.isPresent()) {
            html.get().close();
        }
    }
}

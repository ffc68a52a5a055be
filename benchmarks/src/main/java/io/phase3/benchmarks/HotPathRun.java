package io.phase3.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures all variants with JMH in rounds.
 *
 * <p>JMH by itself runs all JVMs of a benchmark in a row; whatever else the machine does meanwhile then hits one row of
 * the table and not the other. Here each round has one JVM for each row.
 */
final class HotPathRun {
    private static final int[] THREADS = {1, 2};

    private final AgentFiles agent;
    private final Effort effort;
    private final PrintStream progress;

    HotPathRun(AgentFiles agent, Effort effort, PrintStream progress) {
        this.agent = agent;
        this.effort = effort;
        this.progress = progress;
    }

    List<Fork> measure() throws RunnerException, IOException {
        List<Fork> forks = new ArrayList<>();
        List<Variant> order = Arrays.asList(Variant.values());
        for (int round = 1; round <= effort.rounds(); round++) {
            for (int threads : THREADS) {
                for (Variant variant : order) {
                    Fork fork = measure(variant, threads, round);
                    progress.printf(
                            Locale.ROOT,
                            "round %d of %d, %d thread%s: %s %.1f ns, %.3f B%n",
                            round,
                            effort.rounds(),
                            threads,
                            threads == 1 ? "" : "s",
                            variant.method(),
                            fork.nanos(),
                            fork.bytes());
                    forks.add(fork);
                }
            }
            // What comes early is not always the same.
            Collections.reverse(order);
        }
        return forks;
    }

    private Fork measure(Variant variant, int threads, int round) throws RunnerException, IOException {
        Path journal = Files.createTempDirectory("phase3-benchmark");
        try {
            return measure(variant, threads, round, journal);
        } finally {
            delete(journal);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    private Fork measure(Variant variant, int threads, int round, Path journal) throws RunnerException, IOException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(HotPath.class.getName().replace(".", "\\.") + "\\." + variant.method() + "$")
                .threads(threads)
                .forks(1)
                .warmupIterations(Effort.ITERATIONS)
                .warmupTime(effort.warmUp())
                .measurementIterations(Effort.ITERATIONS)
                .measurementTime(effort.measurement())
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class)
                .shouldFailOnError(true);
        if (variant.isWoven()) {
            options.addProfiler(Weaving.class);
            options.jvmArgsAppend(
                    agent.argument("hot-path.conf"),
                    "-D" + AgentReport.PORT + "=" + AgentReport.freePort(),
                    "-Dphase3.attribution.journal.directory=" + journal);
        }
        // Not on standard output, where the table belongs: what an agent says is shown, JMH is silent.
        OutputFormat output = OutputFormatFactory.createFormatInstance(progress, VerboseMode.SILENT);
        RunResult result = new Runner(options.build(), output).runSingle();
        return new Fork(
                variant,
                threads,
                round,
                result.getSecondaryResults().get(ProcessorTime.LABEL).getScore(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }
}

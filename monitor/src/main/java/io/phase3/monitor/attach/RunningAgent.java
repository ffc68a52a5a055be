package io.phase3.monitor.attach;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The agent in a JVM of this machine, asked from outside by way of the JDK's attach API.
 *
 * <p>Every question may end in a {@link CommandFailure}, with a message for the person who asked.
 */
public final class RunningAgent {
    /** How long a JVM may take to answer at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How much longer the agent may take for its work: it may have to look at each class of a large application. */
    private static final int TIMES_FOR_WORK = 6;

    private static final String WARNING =
            "that JVM will print \"WARNING: A Java agent has been loaded dynamically\"; -javaagent at its start, or"
                    + " -XX:+EnableDynamicAgentLoading, avoids that";

    private final Jvm jvm;
    private final Path agentJar;
    private final Duration patience;

    /** @param agentJar what is loaded into the JVM, unless an agent runs there already */
    RunningAgent(Jvm jvm, Path agentJar, Duration patience) {
        this.jvm = jvm;
        this.agentJar = agentJar;
        this.patience = patience;
    }

    /** The agent in the JVM with this process id. */
    public static RunningAgent of(long pid) {
        return of(Obstacles.requireJvm(pid), PATIENCE);
    }

    /** The agent in this JVM. */
    static RunningAgent of(Jvm jvm, Duration patience) {
        return new RunningAgent(jvm, AgentJar.ofThisRepository(), patience);
    }

    /** The JVM, for people: {@code 4711 (app.jar)}. */
    public String jvm() {
        return jvm.toString();
    }

    /** What its rules find in the classes of its JVM; see {@link Reply#report()}. */
    public Reply report() {
        return ask("report", itsOwnJar(), Optional.empty(), line -> {});
    }

    /** Whether it runs, and where its metrics are: this costs its JVM nothing. */
    Reply status() {
        return ask("status", itsOwnJar(), Optional.empty(), line -> {});
    }

    /**
     * Starts it.
     *
     * @param configuration its file; without one it looks for one as it does at the start of a JVM
     * @param talk is told beforehand what the JVM will print
     */
    Reply attach(Optional<Path> configuration, Consumer<String> talk) {
        return ask("attach", agentJar, configuration, talk);
    }

    /** Makes it read its configuration again, or another one. */
    Reply reload(Optional<Path> configuration) {
        return ask("reload", itsOwnJar(), configuration, line -> {});
    }

    /** What runs there is what understands the question best, and a second jar would stay on the class path for nothing. */
    private Path itsOwnJar() {
        return jvm.agentJar().orElse(agentJar);
    }

    private Reply ask(String verb, Path jar, Optional<Path> configuration, Consumer<String> talk) {
        Obstacles.requireReadable(jvm, jar, "agent");
        configuration.ifPresent(file -> Obstacles.requireReadable(jvm, file, "configuration"));
        try (ReplyFile file = ReplyFile.forThe(jvm);
                Attachment attachment = Attachment.to(jvm, patience)) {
            if (verb.equals("attach") && attachment.warnsOfAgents()) {
                talk.accept(WARNING);
            }
            String argument = "@" + verb + " " + encoded(file.there())
                    + configuration.map(path -> " " + encoded(path)).orElse("");
            attachment.load(jar, argument, patience.multipliedBy(TIMES_FOR_WORK));
            return reply(file);
        } catch (IOException e) {
            throw new CommandFailure("the file for the agent's reply: " + e);
        }
    }

    private Reply reply(ReplyFile file) throws IOException {
        String text = file.text()
                .orElseThrow(() -> new CommandFailure("the agent in JVM " + jvm
                        + " did not answer: it is older than this command (start the JVM again with the new one), or"
                        + " failed as that JVM's stderr says"));
        try {
            return Reply.of(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("the agent in JVM " + jvm + " answered what is no reply: " + e.getMessage());
        }
    }

    private static String encoded(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }
}

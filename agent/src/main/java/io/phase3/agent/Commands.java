package io.phase3.agent;

import io.phase3.agent.bridge.Bridge;
import io.phase3.agent.control.Command;
import io.phase3.agent.control.Configuration;
import io.phase3.agent.control.Reload;
import io.phase3.agent.control.Reply;
import io.phase3.agent.explain.ReportJson;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** Starts the one agent of this JVM, and has it do what whoever attaches to the JVM tells it. */
public final class Commands {
    private static final Duration PATIENCE_WITH_SERVER = Duration.ofSeconds(2);
    private static final String RUNS_ALREADY = "an agent runs in this JVM already; this one does nothing"
            + " (./phase3 attach PID --reload has it read its configuration again)";
    private static final String RUNS = "the agent runs";
    private static final String RUNS_NOT = "no agent runs in this JVM: ./phase3 attach PID starts one";

    private static final Log LOG = new Log();
    private static Optional<Agent> running = Optional.empty();

    private Commands() {}

    /**
     * Starts the agent, unless one runs already or configuration does not want it.
     *
     * @param argument what stands after {@code phase3-agent.jar=}, or null
     */
    public static synchronized void start(String argument, Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        launch(argument, instrumentation).ifPresent(LOG);
    }

    /** Does what the command says and answers it, also if it fails: the application notices nothing. */
    public static synchronized void obey(String text, Instrumentation instrumentation) {
        Command command;
        try {
            command = Command.parse(text);
        } catch (IllegalArgumentException e) {
            LOG.accept(e.getMessage());
            return;
        }
        try {
            answer(command, instrumentation).log(LOG.lines()).write(command.replyFile());
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOG.accept("the command '" + command.verb() + "' cannot be answered in " + command.replyFile() + ": " + e);
        }
    }

    private static Reply answer(Command command, Instrumentation instrumentation)
            throws IOException, InterruptedException {
        try {
            switch (command.verb()) {
                case "attach":
                    return attach(command.argument().orElse(null), instrumentation);
                case "status":
                    return running.isPresent()
                            ? about(running, reply(Reply.Did.REPORTED, RUNS))
                            : reply(Reply.Did.REFUSED, RUNS_NOT);
                case "report":
                    return running.isPresent() ? report(running.get()) : reply(Reply.Did.REFUSED, RUNS_NOT);
                case "reload":
                    return running.isPresent()
                            ? reload(running.get(), command.argument())
                            : reply(Reply.Did.REFUSED, RUNS_NOT);
                default:
                    return reply(Reply.Did.FAILED, "this agent knows no command '" + command.verb() + "'");
            }
        } catch (ReflectiveOperationException | RuntimeException | Error e) {
            return reply(Reply.Did.FAILED, "the command '" + command.verb() + "' failed: " + e);
        }
    }

    private static Reply attach(String argument, Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException, InterruptedException {
        Optional<String> refusal = launch(argument, instrumentation);
        return refusal.isPresent()
                ? about(running, reply(Reply.Did.REFUSED, refusal.get()))
                : withReport(running.get(), reply(Reply.Did.STARTED, RUNS));
    }

    private static Reply report(Agent agent) throws IOException, InterruptedException {
        return withReport(agent, reply(Reply.Did.REPORTED, RUNS));
    }

    private static Reply reload(Agent agent, Optional<String> argument) throws IOException, InterruptedException {
        Reload reload = agent.reload(argument);
        Reply reply = Reply.of(version(), reload);
        return reload.changes().isPresent() ? withReport(agent, reply) : about(running, reply);
    }

    private static Reply withReport(Agent agent, Reply reply) throws InterruptedException {
        reply.problems(agent.configuration().problems()).report(ReportJson.write(agent.report()));
        return about(Optional.of(agent), reply);
    }

    private static Reply about(Optional<Agent> agent, Reply reply) throws InterruptedException {
        if (agent.isPresent()) {
            reply.configuration(agent.get().configuration().file())
                    .metrics(agent.get().metrics(PATIENCE_WITH_SERVER));
        }
        return reply;
    }

    private static Reply reply(Reply.Did did, String message) throws IOException {
        return new Reply(version(), did, message);
    }

    /** Starts the agent; gives the reason if it does not. */
    private static Optional<String> launch(String argument, Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        if (Bridge.isInstalled()) {
            return Optional.of(RUNS_ALREADY);
        }
        Configuration configuration = Configuration.read(argument, LOG);
        if (!configuration.config().enabled()) {
            return Optional.of("switched off by configuration (enabled = false)");
        }
        running = Optional.of(Agent.start(version(), configuration, instrumentation, LOG));
        return Optional.empty();
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Commands.class.getResourceAsStream("/phase3-agent.properties")) {
            properties.load(in);
        }
        return properties.getProperty("version");
    }
}

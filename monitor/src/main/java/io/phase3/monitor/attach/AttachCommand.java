package io.phase3.monitor.attach;

import io.phase3.monitor.terminal.DurationConverter;
import io.phase3.monitor.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code phase3 attach}: lists the JVMs of this machine, starts the agent in one, or makes it read its rules again. */
@Command(
        name = "attach",
        description = "Lists the JVMs of this machine, or starts the agent in one of them.",
        footer = {
            "",
            "Exit codes: 0 done, 1 not done, or a rule weaves nothing, 2 the command was wrong.",
            "Where the JVM can be started again, -javaagent is the better way: docs/attach.md says why."
        })
public final class AttachCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PID",
            description = "The process id of the JVM; without it, they are listed.")
    private Long pid;

    @Option(names = "--list", description = "List the JVMs: version of Java, what they run, whether the agent does.")
    private boolean list;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The agent's configuration. Without it: phase3.conf where that JVM looks for it, and at"
                    + " --reload the file of before.")
    private Path configuration;

    @Option(
            names = "--agent",
            paramLabel = "JAR",
            description = "The agent, by its path in that JVM's file system; without it, the one that is built here.")
    private Path agentJar;

    @Option(
            names = "--reload",
            description = "Make the agent that runs there read its configuration again. Counters go on.")
    private boolean reload;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "How long that JVM may take to answer at all, ${DEFAULT-VALUE} by default; the agent may"
                    + " take six times as long to weave.")
    private Duration timeout;

    @Option(names = "--json", description = "Write the answer as one JSON object.")
    private boolean json;

    public AttachCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (pid == null) {
            if (reload || configuration != null || agentJar != null) {
                throw new ParameterException(spec.commandLine(), "which JVM? PID is missing; --list shows them");
            }
            return list();
        }
        if (list) {
            throw new ParameterException(spec.commandLine(), "--list shows all JVMs, and takes no PID");
        }
        if (pid <= 0) {
            throw new ParameterException(spec.commandLine(), pid + " is no process id");
        }
        Jvm jvm = Obstacles.requireJvm(pid);
        Path jar = absolute(agentJar).orElseGet(AgentJar::ofThisRepository);
        RunningAgent agent = new RunningAgent(jvm, jar, timeout);
        Reply reply = reload
                ? agent.reload(absolute(configuration))
                : agent.attach(absolute(configuration), line -> terminal.err().println("note: " + line));
        return answer(reply, new ReplyText(terminal, jvm, jar, reply));
    }

    private int list() {
        JvmList jvms = JvmList.ofThisMachine();
        if (json) {
            terminal.out().println(jvms.json());
        } else {
            jvms.lines(terminal).forEach(terminal.out()::println);
        }
        return ExitCode.OK;
    }

    private int answer(Reply reply, ReplyText text) {
        if (json) {
            terminal.out().println(reply.json());
        } else {
            text.lines().forEach(terminal.out()::println);
        }
        text.complaints().forEach(terminal.err()::println);
        return text.isGood() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The JVM has another working directory. */
    private static Optional<Path> absolute(Path path) {
        return Optional.ofNullable(path).map(file -> file.toAbsolutePath().normalize());
    }
}

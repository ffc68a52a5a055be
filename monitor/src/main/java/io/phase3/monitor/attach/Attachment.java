package io.phase3.monitor.attach;

import com.sun.tools.attach.VirtualMachine;
import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A conversation with a JVM by the JDK's attach API, of which each step has a limit.
 *
 * <p>The API itself waits for ever once the JVM has taken the call; a thread that is left in there ends with this process.
 */
final class Attachment implements AutoCloseable {
    /** The JDK reads how long to wait until the JVM takes the call from this system property, in milliseconds. */
    private static final String JDK_LIMIT = "sun.tools.attach.attachTimeout";

    /** So that it is the JDK that gives up first, and takes away the file by which it calls the JVM. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private final Jvm jvm;
    private final Duration patience;
    private final VirtualMachine machine;

    private Attachment(Jvm jvm, Duration patience, VirtualMachine machine) {
        this.jvm = jvm;
        this.patience = patience;
        this.machine = machine;
    }

    /** Begins a conversation. */
    static Attachment to(Jvm jvm, Duration patience) {
        System.setProperty(JDK_LIMIT, Long.toString(patience.toMillis()));
        try {
            return new Attachment(
                    jvm, patience, within(patience.plus(AHEAD), () -> VirtualMachine.attach(Long.toString(jvm.pid()))));
        } catch (ExecutionException e) {
            throw new CommandFailure(LoadFailures.whyNotAttached(jvm, patience, e.getCause()));
        }
    }

    /** Whether the JVM will print a warning for an agent that is loaded while it runs. */
    boolean warnsOfAgents() {
        int release = Runtime.Version.parse(ask(machine::getSystemProperties).getProperty("java.specification.version"))
                .feature();
        String options = ask(machine::getAgentProperties).getProperty("sun.jvm.args", "");
        return release >= 21 && !options.contains("-XX:+EnableDynamicAgentLoading");
    }

    /** Loads the agent's jar, and waits that long until its entry point returns. */
    void load(Path jar, String argument, Duration limit) {
        try {
            within(limit, () -> {
                machine.loadAgent(jar.toString(), argument);
                return null;
            });
        } catch (ExecutionException e) {
            LoadFailures.whyNotLoaded(jvm, jar, limit, e.getCause()).ifPresent(message -> {
                throw new CommandFailure(message);
            });
        }
    }

    @Override
    public void close() {
        try {
            machine.detach();
        } catch (IOException e) {
            // There is nothing to give back: each question was a connection of its own.
        }
    }

    private Properties ask(Callable<Properties> question) {
        try {
            return within(patience, question);
        } catch (ExecutionException e) {
            throw new CommandFailure(LoadFailures.whyNotAttached(jvm, patience, e.getCause()));
        }
    }

    private static <T> T within(Duration limit, Callable<T> step) throws ExecutionException {
        FutureTask<T> task = new FutureTask<>(step);
        Thread thread = new Thread(task, "phase3-attach");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new ExecutionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }
}

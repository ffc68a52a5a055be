package io.phase3.monitor.attach;

import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What stands in the way of attaching to a process, seen without touching it.
 *
 * <p>Attaching begins with a SIGQUIT, which ends what is no JVM: who is not known to be one is left alone.
 */
final class Obstacles {
    private static final int NAMED = 3;

    private static final Path TMP = Path.of("/tmp");

    /** JDK-8226919: before, the JDK looks for the JVM in its own /tmp, and the signals make it print thread dumps. */
    private static final int FINDS_PRIVATE_TMP = 21;

    /** Of the signals that a process handles itself: SIGQUIT, which is number 3. */
    private static final long SIGQUIT = 1L << 2;

    private Obstacles() {}

    /** The JVM with this process id, to which one can attach. */
    static Jvm requireJvm(long pid) {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new CommandFailure("the Java that runs this, " + System.getProperty("java.home")
                    + ", has no module jdk.attach; put a whole JDK on the PATH, or set JAVA_HOME to one");
        }
        if (pid == ProcessHandle.current().pid()) {
            throw new CommandFailure("process " + pid + " is this command itself; it can be no target");
        }
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new CommandFailure("there is no process " + pid + "; " + whatThereIs()));
        Jvm jvm = Jvm.of(process)
                .orElseThrow(() -> new CommandFailure("process " + pid + " runs no Java; " + whatThereIs()));
        requireReady(jvm);
        return jvm;
    }

    private static void requireReady(Jvm jvm) {
        if (!jvm.isReachable()) {
            throw new CommandFailure("JVM " + jvm + " is " + jvm.user() + "'s, who has to do this: sudo -u "
                    + jvm.user() + " ./phase3 attach " + jvm.pid());
        }
        if (jvm.proc().status("State").orElse("").startsWith("T")) {
            throw new CommandFailure(
                    "JVM " + jvm + " is stopped, and cannot answer: kill -CONT " + jvm.pid() + " lets it go on");
        }
        if (jvm.commandLine().has("-XX:+DisableAttachMechanism")) {
            throw new CommandFailure("JVM " + jvm + " " + LoadFailures.SWITCHED_OFF);
        }
        if (Runtime.version().feature() < FINDS_PRIVATE_TMP && hasTmpOfItsOwn(jvm)) {
            throw new CommandFailure("JVM " + jvm + " has a /tmp of its own, where Java "
                    + Runtime.version().feature() + ", which runs this, cannot call it: set JAVA_HOME to a JDK "
                    + FINDS_PRIVATE_TMP + " or later, or put 'nsenter --target " + jvm.pid() + " --mount' before this"
                    + " command");
        }
        boolean listens = jvm.commandLine().has("-XX:+StartAttachListener");
        if (!listens
                && jvm.proc().status("SigCgt").filter(Obstacles::lacksSigquit).isPresent()) {
            throw new CommandFailure("JVM " + jvm + " cannot be called: it has only just started (try again), or was"
                    + " started with -Xrs (start it with -javaagent instead)");
        }
    }

    /** The JVM can open this file, of which this is the path that it knows. */
    static void requireReadable(Jvm jvm, Path file, String what) {
        Path here = jvm.files().here(file);
        if (!Files.isRegularFile(here)) {
            throw new CommandFailure(
                    Files.isRegularFile(file)
                            ? "JVM " + jvm + " is in a container and cannot see the " + what + " " + file
                                    + "; copy it in, or run this in there"
                            : "the " + what + " " + file + " does not exist");
        }
        if (!Readers.of(jvm).canRead(jvm.files(), file)) {
            throw new CommandFailure("the " + what + " " + file + " cannot be read by " + jvm.user() + ", whose JVM "
                    + jvm + " is; give it, and the folders above it, the rights, or copy it");
        }
    }

    /** In a container that has its own process ids, too, every Java finds it. */
    private static boolean hasTmpOfItsOwn(Jvm jvm) {
        boolean hasOurIds = jvm.proc().status("NSpid").orElse("").equals(Long.toString(jvm.pid()));
        try {
            return hasOurIds && !Files.isSameFile(jvm.files().here(TMP), TMP);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean lacksSigquit(String mask) {
        return (Long.parseUnsignedLong(mask, 16) & SIGQUIT) == 0;
    }

    private static String whatThereIs() {
        List<Jvm> jvms = Jvm.all();
        if (jvms.isEmpty()) {
            return "no JVM runs here";
        }
        return "JVMs here are "
                + jvms.stream().limit(NAMED).map(Jvm::toString).collect(Collectors.joining(", "))
                + (jvms.size() > NAMED ? " and " + (jvms.size() - NAMED) + " more: ./phase3 attach lists them" : "");
    }
}

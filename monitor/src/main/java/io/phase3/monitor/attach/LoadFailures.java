package io.phase3.monitor.attach;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/** What it means when the attach API fails, and what to do then. */
final class LoadFailures {
    static final String SWITCHED_OFF = "was started with -XX:+DisableAttachMechanism; start it with -javaagent instead";

    private static final String BAD_JAR = "100";
    private static final String NOT_ON_CLASS_PATH = "101";
    private static final String NOT_STARTED = "102";

    private LoadFailures() {}

    /** The JVM could not be spoken to. */
    static String whyNotAttached(Jvm jvm, Duration patience, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof AttachNotSupportedException && message.contains("does not support the attach")) {
            return "JVM " + jvm + " " + SWITCHED_OFF;
        }
        if (failure instanceof AttachNotSupportedException || failure instanceof TimeoutException) {
            return "JVM " + jvm + " has not answered within " + patience.toSeconds()
                    + " s: it hangs, or is very busy; a longer --timeout may help";
        }
        return "JVM " + jvm + " cannot be spoken to: " + message;
    }

    /** The agent could not be loaded; empty if that is no failure. */
    static Optional<String> whyNotLoaded(Jvm jvm, Path jar, Duration limit, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        // Java 8 answers with the bare number, which the JDK takes for a failure even where it is none.
        if (failure instanceof AgentLoadException && message.equals("0")) {
            return Optional.empty();
        }
        if (failure instanceof TimeoutException) {
            return Optional.of("the agent in JVM " + jvm + " has not answered within " + limit.toSeconds()
                    + " s: that JVM hangs, or is very busy; a longer --timeout may help");
        }
        String code = failure instanceof AgentInitializationException initialisation
                ? Integer.toString(initialisation.returnValue())
                : message;
        return Optional.of(why(jvm, jar, code, message));
    }

    private static String why(Jvm jvm, Path jar, String code, String message) {
        if (message.contains("Dynamic agent loading is not enabled")) {
            return "JVM " + jvm + " was started with -XX:-EnableDynamicAgentLoading; start it with -javaagent instead";
        }
        if (message.contains("java.instrument")) {
            return "JVM " + jvm + " runs on a Java without the module java.instrument, and no agent can run there;"
                    + " add the module to its runtime image";
        }
        if (code.equals(BAD_JAR) || message.contains("Agent JAR not found")) {
            return "JVM " + jvm + " cannot open " + jar + ", or it is no agent's jar";
        }
        if (code.equals(NOT_ON_CLASS_PATH) || message.contains("Unable to add JAR")) {
            return "JVM " + jvm + " has a system class loader of its own that takes no agents; start it with -javaagent"
                    + " and without -Djava.system.class.loader";
        }
        if (code.equals(NOT_STARTED) || message.contains("failed to initialize")) {
            return "the agent did not start in JVM " + jvm + "; that JVM's stderr says why";
        }
        return "JVM " + jvm + " did not load the agent: " + message;
    }
}

package io.phase3.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;

/**
 * Where the JVM enters the agent: loads everything else apart from the application, and starts it.
 *
 * <p>This class and {@link AgentClassLoader} are all of the agent jar that the application could load. In here and in
 * all that {@code premain} runs, never touch {@code java.util.logging}, JMX or a class that initialises them: WildFly and
 * others install a log manager of their own in {@code main} and fail to start when one exists already.
 */
public final class Phase3Agent {
    /** Knows the agent that runs; loaded once, so that whoever attaches later finds it. */
    private static Class<?> commands;

    private Phase3Agent() {}

    /** Called by {@code -javaagent}, before the application's main method. */
    public static void premain(String argument, Instrumentation instrumentation) {
        run("start", argument, instrumentation);
    }

    /** Called when the agent is attached to a running JVM: to start it, or to tell it something. */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        boolean isCommand = argument != null && argument.startsWith("@");
        run(isCommand ? "obey" : "start", argument, instrumentation);
    }

    /** Whatever fails in here, the application runs. */
    private static synchronized void run(String method, String argument, Instrumentation instrumentation) {
        try {
            if (commands == null) {
                commands = Class.forName("io.phase3.agent.Commands", true, new AgentClassLoader(jar()));
            }
            commands.getMethod(method, String.class, Instrumentation.class).invoke(null, argument, instrumentation);
        } catch (InvocationTargetException e) {
            giveUp(e.getCause());
        } catch (ReflectiveOperationException | URISyntaxException | RuntimeException | LinkageError e) {
            giveUp(e);
        } catch (java.io.IOException e) {
            giveUp(e);
        }
    }

    private static File jar() throws URISyntaxException {
        return new File(Phase3Agent.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void giveUp(Throwable failure) {
        System.err.println("[phase3] the agent did not start, and the application goes on without it: " + failure);
    }
}

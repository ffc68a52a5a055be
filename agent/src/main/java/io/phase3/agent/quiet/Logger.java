package io.phase3.agent.quiet;

/**
 * Takes the place of {@code java.util.logging.Logger} in simpleclient's JVM metrics when the agent jar is made, and says
 * nothing.
 *
 * <p>The real one would initialise logging for the whole JVM, before the application may have said which log manager it
 * wants. All it would hear is that a number cannot be read on this platform.
 */
public final class Logger {
    private static final Logger QUIET = new Logger();

    private Logger() {}

    public static Logger getLogger(String name) {
        return QUIET;
    }

    public void fine(String message) {}

    public void warning(String message) {}

    public void log(Level level, String message, Throwable thrown) {}
}

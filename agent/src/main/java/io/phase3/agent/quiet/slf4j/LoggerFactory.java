package io.phase3.agent.quiet.slf4j;

/**
 * Takes the place of {@code org.slf4j.LoggerFactory} in Jedis when the agent jar is made.
 *
 * <p>The real one would look for somebody to log to, led by the application's system properties, and complain on its
 * {@code System.err} that there is nobody.
 */
public final class LoggerFactory {
    private static final Logger QUIET = new QuietLogger();

    private LoggerFactory() {}

    public static Logger getLogger(Class<?> user) {
        return QUIET;
    }

    private static final class QuietLogger implements Logger {}
}

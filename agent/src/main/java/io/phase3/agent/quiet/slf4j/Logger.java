package io.phase3.agent.quiet.slf4j;

/** Takes the place of {@code org.slf4j.Logger} in Jedis when the agent jar is made, and says nothing. */
public interface Logger {
    default boolean isDebugEnabled() {
        return false;
    }

    default boolean isWarnEnabled() {
        return false;
    }

    default void trace(String format, Object first, Object second) {}

    default void debug(String message) {}

    default void debug(String format, Object argument) {}

    default void debug(String format, Object first, Object second) {}

    default void debug(String format, Object... arguments) {}

    default void debug(String message, Throwable thrown) {}

    default void info(String message) {}

    default void info(String format, Object argument) {}

    default void info(String format, Object first, Object second) {}

    default void info(String format, Object... arguments) {}

    default void warn(String message) {}

    default void warn(String format, Object argument) {}

    default void warn(String format, Object first, Object second) {}

    default void warn(String format, Object... arguments) {}

    default void warn(String message, Throwable thrown) {}

    default void error(String message) {}

    default void error(String format, Object first, Object second) {}

    default void error(String format, Object... arguments) {}

    default void error(String message, Throwable thrown) {}
}

package io.phase3.agent.quiet;

/** Takes the place of {@code java.util.logging.Level}, for {@link Logger}. */
public final class Level {
    public static final Level FINE = new Level();

    private Level() {}
}

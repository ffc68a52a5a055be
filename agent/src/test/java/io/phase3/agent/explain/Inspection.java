package io.phase3.agent.explain;

import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.FailureListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What an inspector tells of a configuration and of classes as their files are. */
final class Inspection {
    static final String LOCATION = "estate.jar";

    private final Inspector inspector;

    /** @param rules what stands between the braces of {@code phase3.rules} */
    Inspection(Path directory, String rules) {
        ConfigLoader.Loaded loaded = load(directory, rules);
        inspector = new Inspector(loaded.config(), loaded.problems(), silentCompiler());
    }

    static ConfigLoader.Loaded load(Path directory, String rules) {
        try {
            Path file = Files.writeString(directory.resolve("phase3.conf"), "phase3.rules {\n" + rules + "\n}\n");
            return new ConfigLoader(file.toString(), Map.of(), Map.of(), directory).load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ExpressionCompiler silentCompiler() {
        return new ExpressionCompiler(type -> {}, new FailureListener() {
            @Override
            public void failed(Expression expression, Throwable failure) {
                throw new AssertionError(expression.toString(), failure);
            }

            @Override
            public void switchedOff(Expression expression, Throwable lastFailure) {
                throw new AssertionError(expression.toString(), lastFailure);
            }
        });
    }

    static byte[] classFile(Class<?> type) {
        try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Inspection of(Class<?>... types) {
        for (Class<?> type : types) {
            inspector.inspect(type.getClassLoader(), type.getName(), classFile(type), LOCATION);
        }
        return this;
    }

    Inspection of(ClassLoader loader, String name, byte[] classFile) {
        inspector.inspect(loader, name, classFile, LOCATION);
        return this;
    }

    Report report() {
        return inspector.report();
    }

    /** The report of a JVM whose agent has woven nothing. */
    Report reportOfNothingWoven() {
        return inspector.report((rule, method) -> false);
    }

    /** The report of the rule that stands first. */
    RuleReport rule() {
        return report().rules().get(0);
    }
}

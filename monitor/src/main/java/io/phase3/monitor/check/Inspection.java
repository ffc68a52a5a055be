package io.phase3.monitor.check;

import io.phase3.agent.config.ConfigLoader;
import io.phase3.agent.explain.Finding;
import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.explain.Inspector;
import io.phase3.agent.explain.Report;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.expression.FailureListener;
import io.phase3.monitor.check.classpath.ClassFile;
import io.phase3.monitor.check.classpath.ClassPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Shows all classes of a class path to the agent's own inspector, by as many threads as there are processors. */
final class Inspection {
    /** Nothing is ever evaluated here, so nothing fails. */
    private static final FailureListener NOBODY = new FailureListener() {
        @Override
        public void failed(Expression expression, Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void switchedOff(Expression expression, Throwable lastFailure) {
            throw new IllegalStateException(lastFailure);
        }
    };

    private final ClassPath classPath;
    private final Inspector inspector;
    private final boolean configured;
    private final Queue<Finding> broken = new ConcurrentLinkedQueue<>();

    /** @param configured whether the user has a configuration */
    Inspection(ConfigLoader.Loaded config, boolean configured, ClassPath classPath) {
        this.configured = configured;
        this.classPath = classPath;
        this.inspector = new Inspector(config.config(), config.problems(), new ExpressionCompiler(type -> {}, NOBODY));
    }

    /** What was found, with what could not be looked at. */
    Report report(Progress progress) {
        ClassLoader resources = classPath.resources();
        classPath.classes().parallelStream().forEach(file -> {
            inspect(file, resources);
            progress.step();
        });
        Report report = inspector.report();
        List<Finding> findings = new ArrayList<>(report.findings());
        if (!configured) {
            findings.add(noConfiguration());
        }
        classPath.unreadable().stream()
                .map(jar -> unreadable(jar.location(), "this jar cannot be read: " + jar.reason()))
                .forEach(findings::add);
        broken.stream().sorted(Comparator.comparing(Finding::message)).forEach(findings::add);
        classPath.misplaced().stream().map(Inspection::misplaced).forEach(findings::add);
        return new Report(report.classes(), report.rules(), findings);
    }

    private static Finding noConfiguration() {
        return new Finding(
                Severity.NOTE,
                "no-configuration",
                "phase3.conf",
                "there is none in the working directory, and no --config: only annotations and built-in rules are"
                        + " checked");
    }

    private static Finding misplaced(ClassPath.Misplaced folder) {
        String classes = folder.classes() == 1 ? "1 class" : folder.classes() + " classes";
        return new Finding(
                Severity.WARNING,
                "misplaced-classes",
                folder.folder(),
                "no JVM finds " + classes + " below " + folder.root() + ": name that folder instead");
    }

    private void inspect(ClassFile file, ClassLoader resources) {
        try {
            inspector.inspect(resources, file.className(), file.read(), file.location());
        } catch (IOException e) {
            broken.add(unreadable(file.location(), file.className() + " cannot be read: " + e.getMessage()));
        }
    }

    private static Finding unreadable(String origin, String message) {
        return new Finding(Severity.ERROR, "unreadable", origin, message);
    }
}

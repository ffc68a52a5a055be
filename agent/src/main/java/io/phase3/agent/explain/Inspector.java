package io.phase3.agent.explain;

import io.phase3.agent.config.AgentConfig;
import io.phase3.agent.expression.ExpressionCompiler;
import io.phase3.agent.settings.Problem;
import java.util.Collections;
import java.util.List;

/**
 * Looks at classes as the weaver would, without weaving them, and tells what it saw: the very same decisions, by the same
 * code. Any number of threads may show it classes.
 */
public final class Inspector {
    /**
     * An inspector.
     *
     * @param config the rules
     * @param problems what was wrong with the configuration; each becomes a finding
     */
    public Inspector(AgentConfig config, List<Problem> problems, ExpressionCompiler compiler) {}

    /**
     * Looks at one class.
     *
     * @param loader finds the class files of other types as resources; nothing is ever loaded by it
     * @param className the binary name
     * @param location where it comes from, for the report; may be empty
     */
    public void inspect(ClassLoader loader, String className, byte[] classFile, String location) {}

    /** What was found, once all classes have been shown. */
    public Report report() {
        return new Report(0, Collections.emptyList(), Collections.emptyList());
    }
}

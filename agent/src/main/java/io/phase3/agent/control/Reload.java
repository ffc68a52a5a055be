package io.phase3.agent.control;

import io.phase3.agent.settings.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** How it went when the agent read its configuration again. Immutable. */
public final class Reload {
    private final Reply.Did did;
    private final String message;
    private final List<Problem> problems;
    private final Optional<Changes> changes;
    private final int classes;
    private final List<String> needRestart;

    private Reload(
            Reply.Did did,
            String message,
            List<Problem> problems,
            Optional<Changes> changes,
            int classes,
            List<String> needRestart) {
        this.did = did;
        this.message = message;
        this.problems = problems;
        this.changes = changes;
        this.classes = classes;
        this.needRestart = Collections.unmodifiableList(needRestart);
    }

    /** The configuration has mistakes that the running one does not have, and changes nothing. */
    public static Reload refused(String message, List<Problem> problems) {
        return new Reload(Reply.Did.REFUSED, message, problems, Optional.empty(), 0, Collections.emptyList());
    }

    /**
     * The configuration is at work, as far as a running agent can take it on.
     *
     * @param classes how many loaded classes were woven again
     * @param needRestart settings that the agent takes on at its next start only
     */
    public static Reload accepted(
            boolean changed,
            String message,
            List<Problem> problems,
            Changes changes,
            int classes,
            List<String> needRestart) {
        Reply.Did did = changed ? Reply.Did.RELOADED : Reply.Did.UNCHANGED;
        return new Reload(did, message, problems, Optional.of(changes), classes, needRestart);
    }

    /** One of {@code reloaded}, {@code unchanged} and {@code refused}. */
    public Reply.Did did() {
        return did;
    }

    /** The same for people, in a line. */
    public String message() {
        return message;
    }

    /** Everything that is wrong with what was read. */
    public List<Problem> problems() {
        return problems;
    }

    /** What was added, removed and changed; empty if refused. */
    public Optional<Changes> changes() {
        return changes;
    }

    /** How many loaded classes were woven again. */
    public int classes() {
        return classes;
    }

    /** The settings that the agent takes on at its next start only. */
    public List<String> needRestart() {
        return needRestart;
    }
}

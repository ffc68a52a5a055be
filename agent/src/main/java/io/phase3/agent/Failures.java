package io.phase3.agent;

import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.EvaluationFailure;
import io.phase3.agent.expression.Expression;
import io.phase3.agent.expression.FailureListener;
import io.phase3.agent.metrics.SelfMetrics;
import io.phase3.agent.metrics.SelfMetrics.Stage;
import io.phase3.agent.weave.WeaveListener;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Counts whatever fails inside the agent, and explains what its users can mend: each cause once. */
final class Failures implements WeaveListener, FailureListener {
    /** More causes than this are counted, but no longer explained. */
    private static final int MOST_LINES = 200;

    private static final String UNKNOWN_LIBRARY =
            ": this version of the library is not known to Phase 3, the rule is off";

    private final Consumer<String> log;
    private final SelfMetrics metrics;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    Failures(Consumer<String> log, SelfMetrics metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    @Override
    public void ruleDoesNotFit(Rule rule, String className, String method, Exception reason) {
        metrics.error(Stage.WEAVE);
        String misfit = ": " + reason.getMessage();
        String notWoven = " (not woven: " + method + ")";
        if (rule.builtIn() && !rule.amended()) {
            String cause = rule.name() + " in " + className;
            say(cause, rule.origin() + ": " + builtIn(rule) + misfit + UNKNOWN_LIBRARY + notWoven);
        } else {
            say(rule.origin() + ": rule '" + rule.name() + "'" + misfit + notWoven);
        }
    }

    @Override
    public void ruleFindsNothing(Rule rule, String className, Collection<String> signatures) {
        metrics.error(Stage.WEAVE);
        say(builtIn(rule) + ": " + className + " has no method " + String.join(" or ", signatures) + UNKNOWN_LIBRARY);
    }

    private static String builtIn(Rule rule) {
        return "rule '" + rule.name() + "' (built in)";
    }

    @Override
    public void wrongAnnotation(String method, Exception reason) {
        metrics.error(Stage.WEAVE);
        say("the annotation on " + method + ": " + reason.getMessage() + " (not woven)");
    }

    @Override
    public void classFailed(String className, Throwable failure) {
        metrics.error(Stage.WEAVE);
        say("the class " + className + " could not be woven, and runs as it is: " + failure);
    }

    @Override
    public void failed(Expression expression, Throwable failure) {
        metrics.error(Stage.EXPRESSION);
        say("the expression \"" + expression + "\" failed: " + cause(failure) + " (counted from now on, not repeated)");
    }

    @Override
    public void switchedOff(Expression expression, Throwable lastFailure) {
        say("the expression \"" + expression + "\" failed 1,000 times in a row and is switched off; the last time: "
                + cause(lastFailure));
    }

    /** Something could not be recorded. */
    void recorder(Throwable failure) {
        metrics.error(Stage.EXPRESSION);
        say("a call could not be recorded: " + failure + " (counted from now on, not repeated)");
    }

    /** Explains something that is counted elsewhere, once. */
    void explain(String line) {
        say(line);
    }

    /** Of an exception of the application its class alone: the message may hold what nobody else should read. */
    private static String cause(Throwable failure) {
        return failure instanceof EvaluationFailure
                ? failure.getMessage()
                : failure.getClass().getName();
    }

    private void say(String line) {
        say(line, line);
    }

    private void say(String cause, String line) {
        if (said.size() < MOST_LINES && said.add(cause)) {
            log.accept(line);
        }
    }
}

package io.phase3.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Measures each call of the method: how long it took and how it ended.
 *
 * <pre>{@code
 * @Phase3Timed(kind = "websocket", feature = "realtime_intelligence", type = "update.type", lead = "update.leadId")
 * public void onLeadUpdate(LeadUpdate update) { ... }
 * }</pre>
 *
 * <p>An attribute means what the key of the same name means in a rule of {@code phase3.conf}; where a rule matches the
 * same method, the rule wins, attribute by attribute. An attribute left empty is not set.
 *
 * <p>Attributes that are <em>expressions</em> may read {@code arg0 … argN}, parameter names where they are compiled in,
 * {@code this}, {@code result} and {@code error}. They only ever read. A literal text stands in single quotes:
 * {@code type = "'luxury_detection'"}.
 *
 * <p>A method that returns a {@code CompletionStage} is measured until the stage completes, and {@code result} is what
 * it completes with.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Phase3Timed {

    /**
     * What the method does, which decides the metric: {@code websocket}, {@code vision}, {@code churn},
     * {@code coaching}, {@code conversion}, {@code timed} (anything else), or {@code counter}, {@code gauge},
     * {@code histogram} for a metric of one's own.
     */
    String kind() default "timed";

    /** The product feature that this call belongs to, a plain name. Empty: the default of the kind. */
    String feature() default "";

    /**
     * Expression for the label that tells calls of one feature apart ({@code message_type}, {@code analysis_type},
     * {@code risk_level}, {@code conversion_type} or {@code operation}, by kind). Empty: the method's name.
     */
    String type() default "";

    /**
     * Expression for the lead (customer) whom this call touched; later revenue is attributed through it. It holds for
     * measured calls inside this one on the same thread too.
     */
    String lead() default "";

    /**
     * Condition for success, for example {@code "result.status < 400"}. Empty: a call succeeds unless it throws. An
     * exception is a failure whatever the condition says.
     */
    String success() default "";

    /** Expression for what this call cost, in dollars, counted in {@code phase3_api_cost_dollars_total}. */
    String cost() default "";

    /** The paid interface to which {@link #cost()} goes, a plain name such as {@code claude}. Empty: {@code unknown}. */
    String api() default "";

    /** Kinds {@code counter}, {@code gauge}, {@code histogram}: the metric's name. */
    String metric() default "";

    /** Kinds {@code counter}, {@code gauge}, {@code histogram}: the metric's HELP text. */
    String help() default "";

    /**
     * Kinds {@code counter}, {@code gauge}, {@code histogram}: expression for the value. Empty: 1 for a counter, the
     * duration in seconds for a histogram. A gauge needs one.
     */
    String value() default "";

    /** Kind {@code histogram}: upper bounds of the buckets, ascending, without infinity. */
    double[] buckets() default {};

    /**
     * Kinds {@code counter}, {@code gauge}, {@code histogram}: labels, each as {@code "name = expression"}, for example
     * {@code {"bus = this.name", "stage = 'published'"}}.
     */
    String[] labels() default {};
}

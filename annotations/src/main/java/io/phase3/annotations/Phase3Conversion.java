package io.phase3.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method whose successful return is a conversion: the moment at which a lead becomes revenue.
 *
 * <pre>{@code
 * @Phase3Conversion(lead = "deal.leadId", id = "result.dealId", revenue = "deal.salePrice * 0.03")
 * public Closing close(Deal deal) { ... }
 * }</pre>
 *
 * <p>Attributes mean what the keys of a rule of kind {@code conversion} mean, and follow the expression language
 * described at {@link Phase3Timed}. Amounts are computed in decimal arithmetic and rounded once, half-even, to cents;
 * they are attributed to the features that touched the lead, and journaled before they are counted.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Phase3Conversion {

    /** Expression for the lead who converted. Empty: the lead that an outer measured call has bound, if any. */
    String lead() default "";

    /** Expression for the conversion's identity: the same id is never counted twice. Revenue and refunds need it. */
    String id() default "";

    /** Expression for the revenue, in dollars unless {@link #currency()} says otherwise; below zero it is a refund. */
    String revenue() default "";

    /**
     * Expression for an amount given back, positive, in dollars unless {@link #currency()} says otherwise: reverses the
     * conversion with the same id once, and never by more than it earned.
     */
    String refund() default "";

    /**
     * Expression for the currency of revenue and refund as ISO 4217 names it, for example {@code "'EUR'"}; each needs
     * its rate in {@code attribution.exchange-rates}. Empty: dollars. An amount whose currency turns out to be absent is
     * rejected.
     */
    String currency() default "";

    /** Expression for the label {@code conversion_type}. Empty: the method's name. */
    String type() default "";

    /** The product feature that the handler itself belongs to, a plain name. Revenue goes to the features that touched the lead. */
    String feature() default "";

    /** Condition for success, for example {@code "result.accepted"}. Only successful calls convert. */
    String success() default "";
}

package io.phase3.agent.attribution;

import java.math.BigDecimal;

/**
 * Where recorders report what calls mean for leads and money.
 *
 * <p>No method waits, does I/O or throws. Values may be absent (null) or nonsense: what cannot count is rejected, later,
 * with its reason.
 */
public interface BusinessEvents {

    /** Conversions are to come: those that still waited for Redis when the JVM ended last time need not wait for them. */
    void expectConversions();

    /**
     * A feature touched a lead just now.
     *
     * @param origin the rule or the method that reports it, for messages
     */
    void touch(String origin, String lead, String feature);

    /**
     * A lead converted just now; an amount below zero gives back the conversion of the id.
     *
     * @param origin the rule or the method that reports it, for messages
     * @param currency by ISO 4217; null for dollars
     */
    void conversion(String origin, String type, String id, String lead, BigDecimal amount, String currency);

    /**
     * The conversion of the id was given back, all or part of it.
     *
     * @param origin the rule or the method that reports it, for messages
     * @param currency by ISO 4217; null for dollars
     */
    void refund(String origin, String id, BigDecimal amount, String currency);

    /**
     * A feature earned revenue past all attribution; an amount below zero is given back.
     *
     * @param origin the rule or the method that reports it, for messages
     */
    void revenue(String origin, String feature, BigDecimal amount);
}

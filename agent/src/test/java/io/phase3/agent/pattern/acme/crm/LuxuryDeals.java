package io.phase3.agent.pattern.acme.crm;

import io.phase3.agent.pattern.acme.Vision;

@Vision
@Vision.Marked
public abstract class LuxuryDeals extends AbstractDeals {
    @Override
    public LuxuryDeal close(String lead, long price) {
        return new LuxuryDeal();
    }

    public static class LuxuryDeal extends Deals.Deal {}
}

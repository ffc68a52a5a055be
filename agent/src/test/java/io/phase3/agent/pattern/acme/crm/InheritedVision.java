package io.phase3.agent.pattern.acme.crm;

public class InheritedVision extends LuxuryDeals {
    public void look() {}

    @Override
    public void open() {}
}

package io.phase3.agent.pattern.acme.crm;

public abstract class AbstractDeals implements Deals {
    public abstract void open();
}

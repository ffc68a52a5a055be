package com.acme.estate.deals;

import com.acme.estate.events.Event;
import com.acme.estate.events.EventBus;
import com.acme.estate.events.Topic;
import com.acme.estate.store.Database;
import io.phase3.annotations.Phase3Conversion;

/** Deals as the brokerage's own books know them. */
public final class BrokerageDeals implements Deals {
    private final Database database;
    private final EventBus bus;
    private final ContractNumbers numbers;
    private final RecentClosings recent = new RecentClosings();

    public BrokerageDeals(Database database, EventBus bus, ContractNumbers numbers) {
        this.database = database;
        this.bus = bus;
        this.numbers = numbers;
    }

    @Override
    public Closing close(Deal deal) {
        database.query("check_title");
        if (!deal.financed()) {
            return new Closing(numbers.next(), deal, false);
        }
        database.query("record_sale");
        Closing closing = new Closing(numbers.next(), deal, true);
        Closing earlier = recent.putIfAbsent(closing);
        if (earlier != null) {
            return earlier;
        }
        bus.publish(Event.now(Topic.CONVERSION, "sale", deal.leadId()));
        return closing;
    }

    @Override
    @Phase3Conversion(
            type = "'rescission'",
            lead = "result.leadId",
            id = "result.dealId",
            refund = "result.salePrice * 0.03")
    public Refund rescind(Closing closing) {
        database.query("record_rescission");
        bus.publish(Event.now(Topic.CONVERSION, "rescission", closing.deal().leadId()));
        return new Refund(
                closing.dealId(), closing.deal().leadId(), closing.deal().salePrice());
    }
}

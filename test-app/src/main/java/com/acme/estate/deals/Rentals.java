package com.acme.estate.deals;

import com.acme.estate.events.Event;
import com.acme.estate.events.EventBus;
import com.acme.estate.events.Topic;
import com.acme.estate.store.Database;
import io.phase3.annotations.Phase3Conversion;

/** Rents property out; the brokerage earns one month's rent. */
public final class Rentals {
    private final Database database;
    private final EventBus bus;
    private final ContractNumbers numbers;

    public Rentals(Database database, EventBus bus, ContractNumbers numbers) {
        this.database = database;
        this.bus = bus;
        this.numbers = numbers;
    }

    /** Has the lease signed and returns its number. */
    @Phase3Conversion(type = "'lease'", lead = "lease.leadId", id = "result", revenue = "lease.monthlyRent")
    public String sign(Lease lease) {
        database.query("record_lease");
        bus.publish(Event.now(Topic.CONVERSION, "lease", lease.leadId()));
        return numbers.next();
    }
}

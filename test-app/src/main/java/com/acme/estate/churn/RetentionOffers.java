package com.acme.estate.churn;

import com.acme.estate.store.Database;
import io.phase3.annotations.Phase3Timed;

/** Offers leads at high risk something that they do not get elsewhere. */
public final class RetentionOffers {
    private final Database database;
    private final NotificationChannel channel;

    public RetentionOffers(Database database, NotificationChannel channel) {
        this.database = database;
        this.channel = channel;
    }

    @Phase3Timed(
            kind = "churn",
            feature = "churn_prevention",
            type = "risk.level.label",
            lead = "risk.leadId",
            success = "result.delivered")
    public Receipt extend(ChurnRisk risk) {
        database.query("reserve_offer");
        return channel.deliver(new Notification(risk.leadId(), "A private viewing, before the listing goes public"));
    }
}

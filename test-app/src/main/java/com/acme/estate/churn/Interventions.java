package com.acme.estate.churn;

import com.acme.estate.events.Event;
import com.acme.estate.events.EventBus;
import com.acme.estate.events.Topic;
import com.acme.estate.vendor.RemoteFailure;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries to keep leads who are about to leave: the higher the risk, the more channels. */
public final class Interventions {
    private static final Logger LOG = LoggerFactory.getLogger(Interventions.class);

    private final Map<RiskLevel, List<NotificationChannel>> channels = new EnumMap<>(RiskLevel.class);
    private final EventBus bus;
    private final Executor executor;

    public Interventions(
            NotificationChannel email,
            NotificationChannel sms,
            NotificationChannel push,
            NotificationChannel inApp,
            EventBus bus,
            Executor executor) {
        channels.put(RiskLevel.LOW, List.of(inApp));
        channels.put(RiskLevel.MEDIUM, List.of(inApp, email));
        channels.put(RiskLevel.HIGH, List.of(push, sms, email));
        this.bus = bus;
        this.executor = executor;
    }

    /** Notifies the lead on every channel that the risk calls for; completes when the last one has answered. */
    public CompletableFuture<Intervention> intervene(ChurnRisk risk) {
        bus.publish(Event.now(Topic.CHURN_RISK, risk.level().label(), risk.leadId()));
        Notification notification = new Notification(risk.leadId(), "We found something for you");
        return CompletableFuture.supplyAsync(() -> new Intervention(risk, deliver(risk, notification)), executor);
    }

    private List<Receipt> deliver(ChurnRisk risk, Notification notification) {
        List<Receipt> receipts = new ArrayList<>();
        for (NotificationChannel channel : channels.get(risk.level())) {
            try {
                receipts.add(channel.deliver(notification));
            } catch (RemoteFailure e) {
                LOG.debug("Channel {} failed", channel.getName(), e);
                receipts.add(new Receipt(channel.getName(), false));
            }
        }
        return receipts;
    }
}

package com.acme.estate.churn;

import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.RemoteSystems;
import java.time.Duration;

/** Reaches leads on their phone, as far as they have the app. */
public final class PushChannel implements NotificationChannel {
    private static final int PER_HUNDRED_WITHOUT_APP = 12;

    private final RemoteSystem gateway;

    public PushChannel(RemoteSystems remotes) {
        gateway = remotes.named("gateway", Duration.ofMillis(90), 0.4, 0.01);
    }

    @Override
    public String getName() {
        return "push";
    }

    @Override
    public Receipt deliver(Notification notification) {
        gateway.call();
        return new Receipt(getName(), hasApp(notification.leadId()));
    }

    private static boolean hasApp(String leadId) {
        return Math.floorMod(leadId.hashCode(), 100) >= PER_HUNDRED_WITHOUT_APP;
    }
}

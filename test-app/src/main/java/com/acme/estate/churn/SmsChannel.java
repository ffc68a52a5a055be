package com.acme.estate.churn;

import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.RemoteSystems;
import java.time.Duration;

/** Reaches leads by text message. */
public final class SmsChannel implements NotificationChannel {
    private final RemoteSystem carrier;

    public SmsChannel(RemoteSystems remotes) {
        carrier = remotes.named("carrier", Duration.ofMillis(310), 0.5, 0.015);
    }

    @Override
    public String getName() {
        return "sms";
    }

    @Override
    public Receipt deliver(Notification notification) {
        carrier.call();
        return new Receipt(getName(), true);
    }
}

package com.acme.estate.churn;

import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.RemoteSystems;
import java.time.Duration;

/** Leaves a note in the app for the next visit. */
public final class InAppChannel implements NotificationChannel {
    private final RemoteSystem inbox;

    public InAppChannel(RemoteSystems remotes) {
        inbox = remotes.named("inbox", Duration.ofMillis(15), 0.4, 0.002);
    }

    @Override
    public String getName() {
        return "in_app";
    }

    @Override
    public Receipt deliver(Notification notification) {
        inbox.call();
        return new Receipt(getName(), true);
    }
}

package com.acme.estate.churn;

import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.RemoteSystems;
import java.time.Duration;

/** Reaches leads by email. */
public final class EmailChannel implements NotificationChannel {
    private final RemoteSystem smtp;

    public EmailChannel(RemoteSystems remotes) {
        smtp = remotes.named("smtp", Duration.ofMillis(220), 0.5, 0.01);
    }

    @Override
    public String getName() {
        return "email";
    }

    @Override
    public Receipt deliver(Notification notification) {
        smtp.call();
        return new Receipt(getName(), true);
    }
}

package com.acme.estate.churn;

/** A way to reach a lead. */
public interface NotificationChannel {

    String getName();

    /** Sends the notification and waits until the carrier has taken or refused it. */
    Receipt deliver(Notification notification);
}

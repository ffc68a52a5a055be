package com.acme.estate.coaching;

import com.acme.estate.vendor.RemoteFailure;
import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.RemoteSystems;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts urgent feedback in front of an agent. */
public final class CoachingAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(CoachingAlerts.class);

    private final RemoteSystem chat;

    public CoachingAlerts(RemoteSystems remotes) {
        chat = remotes.named("chat", Duration.ofMillis(60), 0.4, 0.01);
    }

    /** Sends the feedback and says whether it arrived. */
    boolean send(Feedback feedback) {
        try {
            chat.call();
            return true;
        } catch (RemoteFailure e) {
            LOG.debug("{} was not alerted", feedback.agent(), e);
            return false;
        }
    }
}

package com.acme.estate.traffic;

import com.acme.estate.Estate;
import com.acme.estate.events.Topic;
import com.acme.estate.vendor.Conditions;

/** What goes wrong now and then. */
enum Incident {
    SLOW_VISION {
        @Override
        void begin(Estate estate) {
            estate.messagesApi().conditions(Conditions.ORDINARY.slowedBy(4));
        }

        @Override
        void end(Estate estate) {
            estate.messagesApi().conditions(Conditions.ORDINARY);
        }
    },
    RATE_LIMITING {
        @Override
        void begin(Estate estate) {
            estate.messagesApi().conditions(Conditions.ORDINARY.rateLimiting(0.7));
        }

        @Override
        void end(Estate estate) {
            estate.messagesApi().conditions(Conditions.ORDINARY);
        }
    },
    STOPPED_CONSUMER {
        @Override
        void begin(Estate estate) {
            estate.bus().pause(Topic.LEAD_INTELLIGENCE);
        }

        @Override
        void end(Estate estate) {
            estate.bus().resume(Topic.LEAD_INTELLIGENCE);
        }
    };

    abstract void begin(Estate estate);

    abstract void end(Estate estate);
}

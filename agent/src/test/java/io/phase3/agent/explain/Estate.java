package io.phase3.agent.explain;

import io.phase3.annotations.Phase3Conversion;
import io.phase3.annotations.Phase3Timed;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** An application to look at, of which only the class files matter. */
@SuppressWarnings("unused")
final class Estate {
    private Estate() {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface Vision {}

    enum Level {
        LOW,
        HIGH;

        public String getLabel() {
            return name();
        }
    }

    static final class Lead {
        public final String leadId = "1";
        public final String kind = "new";
        public final Level level = Level.LOW;
        public final int status = 200;
        public final double price = 1;
        public final UUID reference = new UUID(0, 0);
        public final Object payload = "";
    }

    static class LeadSocket {
        void onMessage(String text, int length) {}

        void onMessages(Lead lead) {}
    }

    interface Deals {
        Lead close(Lead lead);
    }

    static final class HouseDeals implements Deals {
        @Override
        public Lead close(Lead lead) {
            return lead;
        }

        String cancel(Lead lead) {
            return lead.kind;
        }
    }

    static final class Desk {
        Lead handle(Lead lead) {
            return lead;
        }

        void file(String leadId, Object paper) {}

        CompletableFuture<Lead> later(Lead lead) {
            return new CompletableFuture<>();
        }

        Future<Lead> sometime(Lead lead) {
            return new CompletableFuture<>();
        }

        Callable<Lead> perhaps(Lead lead) {
            return () -> lead;
        }

        Object anything(Lead lead) {
            return lead;
        }

        @Vision
        Lead look(Lead lead) {
            return lead;
        }
    }

    static final class Noted {
        @Phase3Timed(feature = "desk", type = "'note'", lead = "lead.leadId")
        void note(Lead lead) {}

        @Phase3Conversion(id = "lead.leadId", revenue = "lead.price * 0.03")
        void sell(Lead lead) {}

        @Phase3Timed(kind = "counter", metric = "estate_notes_total", labels = "level = lead.level.label")
        void count(Lead lead) {}
    }

    static final class Clock {
        @Phase3Timed
        void tick() {}
    }

    static final class Mistaken {
        @Phase3Timed(kind = "websockt")
        void misspelt() {}

        @Phase3Timed(type = "lead.leadIdd")
        void wrongExpression(Lead lead) {}

        @Phase3Timed(kind = "gauge", metric = "estate_gauge")
        void gaugeWithoutValue() {}

        @Phase3Timed(kind = "connect")
        void connectionWithoutConnection() {}

        @Phase3Timed(kind = "counter", metric = "phase3_operation_duration_seconds")
        void ours() {}

        @Phase3Timed(kind = "counter", metric = "estate_total", labels = "level = 'low'")
        void first() {}

        @Phase3Timed(kind = "counter", metric = "estate_total")
        void second() {}
    }
}

package com.acme.estate.churn;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.estate.events.EventBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterventionsTest {
    private final EventBus bus = EventBus.start();

    @AfterEach
    void stop() {
        bus.close();
    }

    @ParameterizedTest
    @CsvSource({"LOW, in_app", "MEDIUM, in_app email", "HIGH, push sms email"})
    void theHigherTheRiskTheMoreChannels(RiskLevel level, String channels) {
        Intervention intervention = interventions(true).intervene(risk(level)).join();

        assertThat(intervention.receipts()).extracting(Receipt::channel).containsExactly(channels.split(" ", -1));
        assertThat(intervention.isDelivered()).isTrue();
    }

    @Test
    void anInterventionFailsOnlyIfNoChannelGetsThrough() {
        assertThat(interventions(false).intervene(risk(RiskLevel.HIGH)).join().isDelivered())
                .isFalse();
    }

    private Interventions interventions(boolean delivers) {
        return new Interventions(
                new Channel("email", delivers),
                new Channel("sms", delivers),
                new Channel("push", delivers),
                new Channel("in_app", delivers),
                bus,
                Runnable::run);
    }

    private static ChurnRisk risk(RiskLevel level) {
        return new ChurnRisk("L1", 0.9, level);
    }

    private record Channel(String name, boolean delivers) implements NotificationChannel {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public Receipt deliver(Notification notification) {
            return new Receipt(name, delivers);
        }
    }
}

package com.acme.estate.vendor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemoteSystemsTest {
    private static final Seed SEED = new Seed(11);

    private final RemoteSystems remotes = RemoteSystems.flawless(SEED, 0);
    private final RemoteSystem carrier = remotes.named("carrier", Duration.ofMillis(1), 0, 1);

    @Test
    void aFlawlessSystemNeverFailsOfItsOwnAccord() {
        assertThatCode(carrier::call).doesNotThrowAnyException();
    }

    @Test
    void aLifelikeOneFailsAsOftenAsItIsSaidTo() {
        RemoteSystem lifelike = RemoteSystems.lifelike(SEED, 0).named("carrier", Duration.ofMillis(1), 0, 1);

        assertThatExceptionOfType(RemoteFailure.class).isThrownBy(lifelike::call);
    }

    @Test
    void aDisturbanceReachesWhomItNamesUntilItIsOver() {
        RemoteSystem chat = remotes.named("chat", Duration.ofMillis(1), 0, 0);

        remotes.disturb(Disturbance.failing(1), "carrier");

        assertThatExceptionOfType(RemoteFailure.class).isThrownBy(carrier::call);
        assertThatCode(chat::call).doesNotThrowAnyException();

        remotes.disturb(Disturbance.NONE, "carrier");

        assertThatCode(carrier::call).doesNotThrowAnyException();
    }
}

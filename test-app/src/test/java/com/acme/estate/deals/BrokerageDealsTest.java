package com.acme.estate.deals;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.estate.events.EventBus;
import com.acme.estate.store.Database;
import com.acme.estate.vendor.RemoteSystem;
import com.acme.estate.vendor.Seed;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerageDealsTest {
    private static final Instant START = Instant.parse("2026-01-10T08:00:00Z");

    private final EventBus bus = EventBus.start();

    @AfterEach
    void stop() {
        bus.close();
    }

    @Test
    void everyClosingHasAnIdOfItsOwn() {
        Deals deals = deals(START);

        List<String> ids = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> deals.close(deal("P" + i, true)).dealId())
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void aDealThatIsClosedAgainKeepsItsClosing() {
        Deals deals = deals(START);

        Closing first = deals.close(deal(true));

        assertThat(deals.close(deal(true))).isEqualTo(first);
    }

    @Test
    void idsDifferAfterARestart() {
        String before = deals(START).close(deal(true)).dealId();
        String after = deals(START.plusMillis(1)).close(deal(true)).dealId();

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void aDealWithoutFinancingFallsThrough() {
        assertThat(deals(START).close(deal(false)).signed()).isFalse();
    }

    @Test
    void aRescissionKeepsTheIdOfItsClosing() {
        Deals deals = deals(START);
        Closing closing = deals.close(deal(true));

        Refund refund = deals.rescind(closing);

        assertThat(refund).isEqualTo(new Refund(closing.dealId(), "L1", BigDecimal.valueOf(500_000)));
    }

    private Deals deals(Instant now) {
        ContractNumbers numbers = new ContractNumbers(Clock.fixed(now, ZoneOffset.UTC), ProcessHandle.current());
        RemoteSystem flawless = RemoteSystem.named("postgres", new Seed(1), 1, Duration.ZERO, 0, 0);
        return new BrokerageDeals(new Database(flawless), bus, numbers);
    }

    private static Deal deal(boolean financed) {
        return deal("P1", financed);
    }

    private static Deal deal(String propertyId, boolean financed) {
        return new Deal("L1", propertyId, BigDecimal.valueOf(500_000), financed);
    }
}

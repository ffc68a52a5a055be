package io.phase3.monitor.impact;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.impact.ImpactReport.Costs.Item;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpendingTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 9);
    private static final LocalDate SECOND = LocalDate.of(2026, 1, 10);

    private final Spending spending = new Spending("api");

    private void add(LocalDate day, String name, String feature, String dollars) {
        spending.add(day, name, feature, new BigDecimal(dollars));
    }

    @Test
    void eachCostOfADayIsRoundedOnceHalfEven() {
        add(FIRST, "vision", "property_intelligence", "0.005");
        add(SECOND, "vision", "property_intelligence", "0.015");
        add(SECOND, "claude", "ai_coaching", "1.0049");

        assertThat(spending.items(List.of(FIRST, SECOND)))
                .containsExactly(
                        new Item("api", "claude", "ai_coaching", 100),
                        new Item("api", "vision", "property_intelligence", 2));
        assertThat(spending.cents(List.of(FIRST, SECOND), feature -> true)).hasValue(102);
        assertThat(spending.cents(List.of(FIRST, SECOND), "ai_coaching"::equals))
                .hasValue(100);
    }

    @Test
    void aSumIsUnknownIfOneOfItsDaysIs() {
        add(FIRST, "vision", "property_intelligence", "1");

        assertThat(spending.cents(List.of(FIRST), feature -> true)).hasValue(100);
        assertThat(spending.cents(List.of(FIRST, SECOND), feature -> true)).isEmpty();
        assertThat(spending.unknown(List.of(FIRST, SECOND))).containsExactly(SECOND);
    }

    @Test
    void aDayThatIsKnownToHaveCostNothingIsNotUnknown() {
        spending.know(FIRST);

        assertThat(spending.cents(List.of(FIRST), feature -> true)).hasValue(0);
    }
}

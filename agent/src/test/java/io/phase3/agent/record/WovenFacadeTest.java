package io.phase3.agent.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.annotations.Phase3Metrics;
import java.math.BigDecimal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The facade's own class file, woven. */
class WovenFacadeTest {
    private final WovenProgram program = new WovenProgram();
    private final Class<?> facade = program.load(Phase3Metrics.class);

    private void call(String method, Class<?>[] types, Object... arguments) {
        try {
            facade.getMethod(method, types).invoke(null, arguments);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private void convert(double amount) {
        call("conversion", new Class<?>[] {String.class, String.class, double.class}, "deal-1", "lead-1", amount);
    }

    @Nested
    class A_call {
        @Test
        void is_reported_once() {
            call("touch", new Class<?>[] {String.class, String.class}, "lead-1", "property");
            call(
                    "conversion",
                    new Class<?>[] {String.class, String.class, BigDecimal.class},
                    "deal-1",
                    "lead-1",
                    new BigDecimal("125.50"));
            call("recordRevenueImpact", new Class<?>[] {String.class, BigDecimal.class}, "property", BigDecimal.TEN);
            assertThat(program.events())
                    .containsExactly(
                            "touch lead-1 property",
                            "conversion conversion deal-1 lead-1 125.50 null",
                            "revenue property 10");
        }

        @Test
        void of_an_overload_for_doubles_is_reported_once() {
            convert(125.50);
            call("recordRevenueImpact", new Class<?>[] {String.class, double.class}, "property", .1);
            assertThat(program.events())
                    .containsExactly("conversion conversion deal-1 lead-1 125.5 null", "revenue property 0.1");
        }

        @Test
        void with_no_finite_number_has_no_amount() {
            convert(Double.NaN);
            assertThat(program.events()).containsExactly("conversion conversion deal-1 lead-1 null null");
        }
    }

    @Nested
    class A_cost {
        private void cost(double dollars) {
            call(
                    "recordApiCost",
                    new Class<?>[] {String.class, String.class, double.class},
                    "property",
                    "vision",
                    dollars);
        }

        @Test
        void is_counted_once() {
            cost(.25);
            assertThat(program.cost("property", "vision")).isEqualTo(.25);
        }

        @Test
        void that_is_no_finite_number_is_a_failure() {
            cost(Double.POSITIVE_INFINITY);
            assertThat(program.failures()).hasSize(1);
        }
    }
}

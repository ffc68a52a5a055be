package io.phase3.agent.attribution.touches;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.model.Touch;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The store beside a model that remembers everything and forgets when asked. */
class MemoryTouchesPropertiesTest {
    record Report(int lead, String feature, long time) {}

    @Provide
    Arbitrary<List<Report>> reports() {
        // One feature a millisecond, as which of two at once is earlier is nobody's promise.
        Arbitrary<Long> times = Arbitraries.longs().between(0, 30);
        return Combinators.combine(Arbitraries.integers().between(0, 5), times)
                .as((lead, time) -> new Report(lead, "feature-" + time % 3, time))
                .list()
                .ofMaxSize(60);
    }

    @Property
    void answers_as_the_model_does(
            @ForAll("reports") List<Report> reports,
            @ForAll @IntRange(min = 1, max = 7) int mostLeads,
            @ForAll @IntRange(min = 1, max = 6) int mostTouches,
            @ForAll @IntRange(max = 30) int from,
            @ForAll @IntRange(max = 30) int to) {
        MemoryTouches store = new MemoryTouches(mostLeads, mostTouches);
        List<Integer> recent = new ArrayList<>();
        List<Report> remembered = new ArrayList<>();
        for (Report report : reports) {
            store.add(hash(report.lead()), report.feature(), report.time());

            recent.remove((Integer) report.lead());
            recent.add(report.lead());
            remembered.add(report);
            if (recent.size() > mostLeads) {
                int forgotten = recent.remove(0);
                remembered.removeIf(other -> other.lead() == forgotten);
            }
        }

        assertThat(store.leads()).isEqualTo(recent.size());
        for (int lead = 0; lead <= 5; lead++) {
            List<Touch> expected = firstAndLatest(remembered, lead, mostTouches).stream()
                    .filter(touch -> touch.time() >= from && touch.time() <= to)
                    .toList();
            assertThat(store.touches(List.of(new TouchQuery(hash(lead), from, to)))
                            .get(0))
                    .isEqualTo(expected);
        }
    }

    private static LeadHash hash(int lead) {
        return new LeadHash(0, lead);
    }

    private static List<Touch> firstAndLatest(List<Report> remembered, int lead, int most) {
        List<Touch> all = remembered.stream()
                .filter(report -> report.lead() == lead)
                .map(report -> new Touch(report.feature(), report.time()))
                .distinct()
                .sorted(comparingLong(Touch::time))
                .toList();
        if (all.size() <= most) {
            return all;
        }
        List<Touch> kept = new ArrayList<>(all.subList(0, 1));
        kept.addAll(all.subList(all.size() - most + 1, all.size()));
        return kept;
    }
}

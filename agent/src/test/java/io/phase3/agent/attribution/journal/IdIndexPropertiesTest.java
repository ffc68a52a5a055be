package io.phase3.agent.attribution.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The index does what a simple map with an order would do. */
class IdIndexPropertiesTest {
    @Property
    void any_sequence_of_additions_leaves_the_newest(
            @ForAll @IntRange(min = 1, max = 40) int most,
            @ForAll @Size(max = 400) List<@IntRange(max = 80) Integer> ids) {
        IdIndex index = new IdIndex(most);
        Map<Integer, Long> expected = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            int id = ids.get(i);
            boolean older = i % 5 == 4;
            if (older) {
                index.putOldest(fingerprint(id), i);
                if (!expected.containsKey(id) && expected.size() < most) {
                    Map<Integer, Long> newer = new LinkedHashMap<>(expected);
                    expected.clear();
                    expected.put(id, (long) i);
                    expected.putAll(newer);
                }
            } else {
                index.put(fingerprint(id), i);
                expected.put(id, (long) i);
                if (expected.size() > most) {
                    expected.remove(expected.keySet().iterator().next());
                }
            }
            assertThat(index.size()).isEqualTo(expected.size());
        }
        for (int id = 0; id <= 80; id++) {
            assertThat(index.get(fingerprint(id))).isEqualTo(expected.getOrDefault(id, IdIndex.NOWHERE));
        }
        List<Long> places = new ArrayList<>();
        index.forEachFromNewest((id, place) -> places.add(place));
        Collections.reverse(places);
        assertThat(places).containsExactlyElementsOf(expected.values());
    }

    @Property(tries = 20)
    void it_grows_without_losing_any(@ForAll @IntRange(min = 1000, max = 5_000) int count) {
        IdIndex index = new IdIndex(IdIndex.MOST);
        for (int i = 0; i < count; i++) {
            index.put(fingerprint(i), i);
        }
        for (int i = 0; i < count; i++) {
            assertThat(index.get(fingerprint(i))).isEqualTo(i);
        }
    }

    /** Many of them have the same home in the table. */
    private static Fingerprint fingerprint(int id) {
        return new Fingerprint(id, id % 7);
    }
}

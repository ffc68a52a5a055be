package io.phase3.agent.attribution;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.model.AttributionModel;
import io.phase3.agent.attribution.model.Touch;
import io.phase3.agent.attribution.touches.LeadHash;
import io.phase3.agent.attribution.touches.StoreUnavailableException;
import io.phase3.agent.attribution.touches.TouchQuery;
import io.phase3.agent.attribution.touches.TouchStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Looks up what touched the leads of conversions, and has the model split their revenue. */
final class Attributions {
    private final AttributionModel model;
    private final String modelName;
    private final long lookbackMillis;
    private final TouchStore store;

    Attributions(AttributionModel model, String modelName, Duration lookback, TouchStore store) {
        this.model = model;
        this.modelName = modelName;
        this.lookbackMillis = lookback.toMillis();
        this.store = store;
    }

    /**
     * The conversions with touches and split, in their order.
     *
     * @throws StoreUnavailableException if nobody knows the touches right now
     */
    List<Entry> attribute(List<Entry> conversions) throws StoreUnavailableException {
        List<TouchQuery> queries = new ArrayList<>();
        for (Entry conversion : conversions) {
            if (conversion.lead().isPresent()) {
                queries.add(new TouchQuery(
                        LeadHash.parse(conversion.lead().get()),
                        conversion.time() - lookbackMillis,
                        conversion.time()));
            }
        }
        List<List<Touch>> answers = queries.isEmpty() ? Collections.emptyList() : store.touches(queries);
        List<Entry> attributed = new ArrayList<>();
        int answer = 0;
        for (Entry conversion : conversions) {
            List<Touch> touches =
                    conversion.lead().isPresent() ? answers.get(answer++) : Collections.<Touch>emptyList();
            attributed.add(conversion.toBuilder()
                    .state(Entry.State.COUNTED)
                    .model(modelName)
                    .touches(touches)
                    .split(model.attribute(conversion.amount(), touches, conversion.time()))
                    .build());
        }
        return attributed;
    }
}

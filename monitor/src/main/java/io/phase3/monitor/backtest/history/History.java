package io.phase3.monitor.backtest.history;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The whole made-up history: of the same seed, the same history. Told in ascending order of time, by one thread. */
public final class History {
    private final List<Told> agents = new ArrayList<>();
    private final List<Told> business;
    private final List<Told> surroundings;

    /**
     * A history that has not been told yet.
     *
     * @param start when instances begin; the business is older
     * @param withIncidents whether a few things go wrong
     * @param targets what is aimed at, by name
     */
    public History(Instant start, int instances, long seed, boolean withIncidents, Map<String, BigDecimal> targets) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Incident> happening = withIncidents ? EnumSet.allOf(Incident.class) : EnumSet.noneOf(Incident.class);
        Incident.Script script = Incident.script(start, happening);
        for (int i = 0; i < instances; i++) {
            agents.addAll(AgentMetrics.of(new Instance(i), instances, script, random.split()));
        }
        this.business = BusinessMetrics.of(start, targets, random.split());
        this.surroundings = SurroundingMetrics.of(script, random.split());
    }

    /** Tells what the exporter serves, in which little changes from minute to minute. */
    public void tellBusiness(long second, Pen pen) throws IOException {
        tell(business, second, pen);
    }

    /** Tells what everybody else serves: agents, and the exporters of others. */
    public void tellTechnology(long second, Pen pen) throws IOException {
        tell(agents, second, pen);
        tell(surroundings, second, pen);
    }

    private static void tell(List<Told> all, long second, Pen pen) throws IOException {
        pen.at(second);
        for (Told series : all) {
            series.tell(second, pen);
        }
    }
}

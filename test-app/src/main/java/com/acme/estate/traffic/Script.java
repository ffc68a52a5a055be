package com.acme.estate.traffic;

import com.acme.estate.vendor.Seed;
import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Random;

/** Everything that will happen, in order and without end: the same for the same seed and rate. Not thread-safe. */
final class Script implements Iterator<Occurrence> {
    private static final int FIRST_LEAD = 100_000;
    private static final int FEW_LEADS = 20;

    private final PriorityQueue<Source> sources = new PriorityQueue<>(
            Comparator.<Source, Duration>comparing(source -> source.next).thenComparing(source -> source.activity));

    /**
     * Writes the script.
     *
     * @param rate occurrences a second, all activities together, on the day's average
     * @param steady whether everything happens at even intervals, to a few leads in turn
     */
    Script(Seed seed, double rate, boolean steady) {
        LeadPool leads = new LeadPool(rate);
        for (Activity activity : Activity.values()) {
            Random random = seed.stream("traffic " + activity);
            sources.add(new Source(activity, leads, rate * activity.share(), random, steady));
        }
    }

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Occurrence next() {
        Source source = sources.remove();
        Occurrence occurrence = source.draw();
        sources.add(source);
        return occurrence;
    }

    /** The occurrences of one activity, from random numbers of its own. */
    private static final class Source {
        private final Activity activity;
        private final LeadPool leads;
        private final double rate;
        private final Random random;
        private final boolean steady;
        private Duration next;
        private long number;

        private Source(Activity activity, LeadPool leads, double rate, Random random, boolean steady) {
            this.activity = activity;
            this.leads = leads;
            this.rate = rate;
            this.random = random;
            this.steady = steady;
            this.next = activity.first();
        }

        private Occurrence draw() {
            Duration at = next;
            next = at.plus(gap(at));
            number++;
            String lead = steady ? "L" + (FIRST_LEAD + number % FEW_LEADS) : leads.draw(at, random);
            String variant =
                    activity.variants().get(random.nextInt(activity.variants().size()));
            return new Occurrence(at, activity, number, lead, variant, random.nextDouble(), random.nextDouble());
        }

        private Duration gap(Duration at) {
            double seconds = steady ? 1 / rate : -Math.log(1 - random.nextDouble()) / (rate * DailyCurve.at(at));
            return Duration.ofNanos((long) (seconds * 1e9));
        }
    }
}

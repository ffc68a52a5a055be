package io.phase3.monitor.backtest.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What goes wrong in a history with incidents: each once, at its hour of one of the first days. */
enum Incident {
    SLOW_WEBSOCKETS(0, 10, 60),
    FAILING_PHOTO_ANALYSES(0, 14, 45),
    RAILWAY_DOWN(1, 11, 30),
    POSTGRES_DOWN(1, 15, 20),
    REDIS_DOWN(2, 9, 20);

    private final Duration after;
    private final Duration length;

    Incident(int day, int hour, int minutes) {
        this.after = Duration.ofDays(day).plusHours(hour);
        this.length = Duration.ofMinutes(minutes);
    }

    /** The incidents of a history that begins then. */
    static Script script(Instant start, Set<Incident> happening) {
        return (incident, second) -> {
            long since = second - start.plus(incident.after).getEpochSecond();
            return happening.contains(incident) && since >= 0 && since < incident.length.toSeconds();
        };
    }

    /** Which incident is going on when. */
    interface Script {
        boolean during(Incident incident, long second);
    }
}

package io.phase3.monitor.backtest.history;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One instance of the application: its address, and when it is restarted. */
record Instance(int number) {
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long DEPLOY = Duration.ofHours(9).toSeconds();
    private static final long APART = Duration.ofMinutes(3).toSeconds();
    private static final long MINUTE = 60;

    Map<String, String> labels(String... more) {
        Map<String, String> labels = new LinkedHashMap<>();
        String host = "10.0." + number / 200 + "." + (number % 200 + 1);
        labels.put("job", "phase3-agent");
        labels.put("instance", host + ":8009");
        labels.put("host", host);
        for (int i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return labels;
    }

    /** Deployed on Tuesdays and Thursdays, one instance after the other, each away for a minute. */
    boolean isDown(long second) {
        int day = Seasons.dayOfWeek(second);
        long since = Math.floorMod(second, DAY) - DEPLOY - number * APART;
        return (day == 1 || day == 3) && since >= 0 && since < MINUTE;
    }
}

package io.phase3.monitor.demo.business;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/** The company's agents: who is coached, and what came of it. */
final class Coaching {
    private static final int AGENTS = 60;
    private static final int ELIGIBLE = 54;
    private static final int ENGAGED = 37;
    private static final int SESSIONS = 4;
    private static final int MONTHS = 3;

    private Coaching() {}

    static List<Rows> rows(Past past) {
        Rows agents = new Rows("coaching_agent", "agent_id", "eligible");
        Rows sessions = new Rows("coaching_session", "agent_id", "held_at");
        Rows productivity = new Rows("coaching_productivity", "agent_id", "month", "deals", "baseline_deals");
        for (int i = 0; i < AGENTS; i++) {
            String agent = past.hash();
            agents.add(agent, i < ELIGIBLE);
            if (i < ENGAGED) {
                addSessions(sessions, past, agent, Duration.ofHours(2), Duration.ofDays(29));
                addMonths(productivity, past, agent);
            } else if (i < ELIGIBLE) {
                // Began, and did not go on.
                addSessions(sessions, past, agent, Duration.ofDays(31), Duration.ofDays(Company.DAYS));
            }
        }
        return List.of(agents, sessions, productivity);
    }

    private static void addSessions(Rows sessions, Past past, String agent, Duration youngest, Duration oldest) {
        Duration each = oldest.minus(youngest).dividedBy(SESSIONS);
        for (int i = 0; i < SESSIONS; i++) {
            Duration from = youngest.plus(each.multipliedBy(i));
            sessions.add(agent, past.between(from.plusSeconds(1), from.plus(each)));
        }
    }

    /** A quarter more deals than before is the target. */
    private static void addMonths(Rows productivity, Past past, String agent) {
        BigDecimal baseline = BigDecimal.valueOf(3 + past.random().nextInt(4));
        LocalDate month = past.today().withDayOfMonth(1);
        for (int ago = 1; ago <= MONTHS; ago++) {
            BigDecimal growth = past.dollars(1.20, 1.38);
            BigDecimal deals = baseline.multiply(growth).setScale(1, RoundingMode.HALF_EVEN);
            productivity.add(agent, month.minusMonths(ago), deals, baseline);
        }
    }
}

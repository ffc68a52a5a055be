package io.phase3.monitor.demo.business;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;

/** Moments, days, amounts and names that chance picks, up to now. */
record Past(Instant now, Random random) {

    /** The current day of the ledger, whose time zone is UTC where nobody says otherwise. */
    LocalDate today() {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** A moment between these ages. */
    Instant between(Duration youngest, Duration oldest) {
        long span = oldest.minus(youngest).toSeconds();
        return now.minus(youngest).minusSeconds((long) (random.nextDouble() * span));
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Whole cents, evenly between two amounts of dollars. */
    BigDecimal dollars(double least, double most) {
        return BigDecimal.valueOf(least + random.nextDouble() * (most - least)).setScale(2, RoundingMode.HALF_EVEN);
    }

    /** An amount of dollars that differs from day to day by up to a tenth. */
    BigDecimal about(double dollars) {
        return dollars(dollars * 0.9, dollars * 1.1);
    }

    /** Stands for somebody. */
    String hash() {
        return String.format("%016x", random.nextLong());
    }
}

package io.phase3.benchmarks;

import java.math.BigDecimal;

/**
 * What the measured method takes.
 *
 * @param number which of a few it is
 * @param type what it is about
 * @param lead who sent it
 * @param deal what it closes
 * @param price for how many dollars
 */
record Message(int number, String type, String lead, String deal, BigDecimal price) {}

package io.phase3.monitor.backtest;

import java.util.Set;

/**
 * What somebody is told: one group of alerts, from the first that fires to the last that does not any more.
 *
 * @param page whether it is a critical one, which wakes somebody
 * @param alerts the names of those in it
 */
record Notification(boolean page, Set<String> alerts, int from, int until) {}

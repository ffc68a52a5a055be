package com.acme.estate.traffic;

import java.time.Duration;

/**
 * One thing that somebody does at one moment.
 *
 * @param at since the beginning of the traffic
 * @param number counts the occurrences of one activity
 * @param leadId who does it or whom it is about
 * @param chance decides what is left open, 0 to 1
 * @param luck decides whether it goes well, 0 to 1
 */
record Occurrence(
        Duration at, Activity activity, long number, String leadId, String variant, double chance, double luck) {}

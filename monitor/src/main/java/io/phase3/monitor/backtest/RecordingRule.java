package io.phase3.monitor.backtest;

import java.util.Map;

/** A recording rule as its rule file has it: the series that it makes, and of what. */
record RecordingRule(String name, String expression, Map<String, String> labels) {}

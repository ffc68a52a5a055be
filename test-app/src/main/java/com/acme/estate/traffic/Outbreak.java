package com.acme.estate.traffic;

import java.time.Duration;

/** One incident, from when to when since the beginning of the traffic. */
record Outbreak(Incident incident, Duration begin, Duration end) {}

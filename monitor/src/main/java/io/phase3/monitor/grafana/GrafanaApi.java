package io.phase3.monitor.grafana;

import java.net.URI;

/** Asks a Grafana by its HTTP API. */
public record GrafanaApi(URI address) {}

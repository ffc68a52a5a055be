/** How often each alert would have fired: rules over a history, in a real Prometheus, and what Alertmanager would make of it. */
package io.phase3.monitor.backtest;

/** What lies outside the machine, played on loopback for tests: PagerDuty, Slack, and who is told by webhook. */
package io.phase3.monitor.alerting.receivers;

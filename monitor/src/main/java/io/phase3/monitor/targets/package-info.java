/** What is aimed at: one source of targets for alerts, panels and reports. */
package io.phase3.monitor.targets;

/** The arithmetic that experiments are decided with: counts in, probabilities and intervals out, and nothing else. */
package io.phase3.monitor.statistics;

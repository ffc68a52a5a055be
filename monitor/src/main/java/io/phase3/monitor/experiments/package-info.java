/** Experiments: results that may be looked at every day, and rollbacks that are made once. */
package io.phase3.monitor.experiments;

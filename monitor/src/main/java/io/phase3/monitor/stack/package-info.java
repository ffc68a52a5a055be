/** Prometheus and what stands around it, run on this machine as one. */
package io.phase3.monitor.stack;

/** The exporter's metrics against the rows that they are of. */
package io.phase3.monitor.business;

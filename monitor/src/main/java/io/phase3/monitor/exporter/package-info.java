/** The command that puts the exporter together: configuration, sources, exposition, endpoint. */
package io.phase3.monitor.exporter;

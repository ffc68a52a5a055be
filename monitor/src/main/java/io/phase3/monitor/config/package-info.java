/** The exporter's configuration: one file, checked as a whole before anything starts. */
package io.phase3.monitor.config;

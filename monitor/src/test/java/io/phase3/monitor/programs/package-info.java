/** The programs of Debian's packages that read config/monitoring, as tests run them. */
package io.phase3.monitor.programs;

/** Named SQL queries of the configuration become metrics. */
package io.phase3.monitor.queries;

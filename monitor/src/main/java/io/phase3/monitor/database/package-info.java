/** PostgreSQL: connections, the schema phase3, and failures in one sentence. */
package io.phase3.monitor.database;

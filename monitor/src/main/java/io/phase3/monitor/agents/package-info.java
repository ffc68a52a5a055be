/** What the agents' own counters say: revenue for the reconciliation, and API cost for the tables. */
package io.phase3.monitor.agents;

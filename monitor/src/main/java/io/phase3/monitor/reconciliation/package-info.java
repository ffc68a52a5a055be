/** Whether the three books of revenue say the same: the agents' counters, the journals, and the ledger. */
package io.phase3.monitor.reconciliation;

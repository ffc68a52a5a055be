/** The revenue ledger in PostgreSQL: collects journals, and holds them against what agents have counted. */
package io.phase3.monitor.ledger;

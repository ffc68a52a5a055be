/** The revenue ledger in PostgreSQL: collects journals into it, and compares it with them. */
package io.phase3.monitor.ledger;

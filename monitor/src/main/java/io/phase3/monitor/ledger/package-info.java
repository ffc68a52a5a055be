/** The revenue ledger in PostgreSQL: collects journals into it, and audits it by them. */
package io.phase3.monitor.ledger;

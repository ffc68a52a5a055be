package io.phase3.monitor.ledger;

/**
 * How far a file of a journal has been collected. Immutable.
 *
 * @param bytes that are done
 * @param firstLine a digest, which tells the file from another one of the same name
 */
record Position(String journal, String file, long bytes, String firstLine) {}

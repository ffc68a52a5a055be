/** The values that are served: what each source has said last, for as long as it holds. */
package io.phase3.monitor.exposition;

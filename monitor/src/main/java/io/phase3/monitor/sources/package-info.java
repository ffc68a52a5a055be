/** What is asked at intervals: each source on a thread of its own, so that none delays another. */
package io.phase3.monitor.sources;

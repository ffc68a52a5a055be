/** How commands talk with people: streams and their abilities, screens, durations, failures in one sentence. */
package io.phase3.monitor.terminal;

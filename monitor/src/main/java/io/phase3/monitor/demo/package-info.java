/** {@code phase3 demo}: the example application with the agent attached, and what the agent measures in it. */
package io.phase3.monitor.demo;

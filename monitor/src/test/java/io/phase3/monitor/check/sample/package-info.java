/** A small application to look at; nothing of it is ever run. */
package io.phase3.monitor.check.sample;

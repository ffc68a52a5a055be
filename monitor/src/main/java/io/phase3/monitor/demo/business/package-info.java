/** A made-up company: what its tables say about 90 days. */
package io.phase3.monitor.demo.business;

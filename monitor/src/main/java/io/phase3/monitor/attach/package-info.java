/** JVMs that run on this machine, and what an agent in them is asked to do. */
package io.phase3.monitor.attach;

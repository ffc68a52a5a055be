/** The Redis that agents share: whether it is well, and how far its stream has been read. */
package io.phase3.monitor.redis;

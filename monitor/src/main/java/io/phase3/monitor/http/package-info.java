/**
 * The endpoint: a small HTTP server for a few pages, which no slow or broken client can stop.
 *
 * <p>On plain sockets, not on the JDK's {@code com.sun.net.httpserver}. Its time limits are system properties, in whole
 * seconds and for the whole process, and they do not hold with TLS: a client that asks and never reads the answer keeps
 * its thread for ever, and the timer that should close the connection waits for the same lock, so that from then on no
 * limit holds for anybody (seen on 17.0.15 and 25.0.3).
 */
package io.phase3.monitor.http;

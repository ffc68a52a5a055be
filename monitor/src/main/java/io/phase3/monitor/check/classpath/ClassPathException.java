package io.phase3.monitor.check.classpath;

/** A class path that holds nothing to look at; the message says why, and what would be right. */
public final class ClassPathException extends Exception {
    ClassPathException(String message) {
        super(message);
    }
}

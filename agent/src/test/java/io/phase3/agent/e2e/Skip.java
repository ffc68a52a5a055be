package io.phase3.agent.e2e;

import org.opentest4j.TestAbortedException;

/** Gives up a test for want of something that not every machine has, and says so. */
final class Skip {
    private Skip() {}

    /** Where {@code CI} is true nothing may be wanting, and this is a failure. */
    static RuntimeException unlessCi(String reason) {
        return Jdk.isCi() ? new IllegalStateException(reason) : always(reason);
    }

    static RuntimeException always(String reason) {
        System.out.println("SKIPPED: " + reason);
        return new TestAbortedException(reason);
    }
}

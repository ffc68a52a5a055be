package com.acme.estate.stores;

import java.util.Locale;

/** There is no executable of a store for this operating system and processor. */
final class MissingPlatformException extends Exception {
    MissingPlatformException(String store, RuntimeException cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "there is no %s among the libraries of this build that runs on %s %s (%s)",
                        store,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        cause.getMessage()),
                cause);
    }
}

package io.phase3.agent.attribution.journal;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Passes on each message once; of more than a thousand the oldest are forgotten. */
final class Once implements Consumer<String> {
    private static final int MOST = 1000;

    private final Consumer<String> listener;
    private final Set<String> told = new LinkedHashSet<>();

    Once(Consumer<String> listener) {
        this.listener = listener;
    }

    @Override
    public void accept(String message) {
        if (!told.add(message)) {
            return;
        }
        if (told.size() > MOST) {
            Iterator<String> oldest = told.iterator();
            oldest.next();
            oldest.remove();
        }
        listener.accept(message);
    }
}

package io.phase3.agent.record;

import java.util.concurrent.Flow;
import java.util.function.Consumer;

/** An application that hands on publishers. */
public interface Feed {
    Flow.Publisher<String> listings(String lead, Flow.Publisher<String> publisher);

    Flow.Publisher<String> failing(RuntimeException failure);

    Flow.Processor<String, String> processor(Flow.Processor<String, String> processor);

    /** Gives back what it was given. */
    Consumer<String> on(String type, Consumer<String> handler);

    /** As it was compiled; woven in a loader of its own. */
    class Woven implements Feed {
        @Override
        public Flow.Publisher<String> listings(String lead, Flow.Publisher<String> publisher) {
            return publisher;
        }

        @Override
        public Flow.Publisher<String> failing(RuntimeException failure) {
            throw failure;
        }

        @Override
        public Flow.Processor<String, String> processor(Flow.Processor<String, String> processor) {
            return processor;
        }

        @Override
        public Consumer<String> on(String type, Consumer<String> handler) {
            return handler;
        }
    }
}

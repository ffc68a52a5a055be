package io.phase3.agent.record;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An application whose calls can be nested at will. */
public interface Office {
    void handle(String lead, Runnable inside);

    void analyse(Runnable inside);

    void review(String type, String a, String b, String c, String d, Runnable inside);

    String find(Supplier<String> inside);

    CompletionStage<String> handleLater(String lead, Supplier<CompletionStage<String>> inside);

    CompletionStage<String> analyseLater(CompletionStage<String> stage);

    void sell(String id);

    void visit();

    String getOwner();

    /** As it was compiled; woven in a loader of its own. */
    class Woven implements Office {
        @Override
        public void handle(String lead, Runnable inside) {
            inside.run();
        }

        @Override
        public void analyse(Runnable inside) {
            inside.run();
        }

        @Override
        public void review(String type, String a, String b, String c, String d, Runnable inside) {
            inside.run();
        }

        @Override
        public String find(Supplier<String> inside) {
            return inside.get();
        }

        @Override
        public CompletionStage<String> handleLater(String lead, Supplier<CompletionStage<String>> inside) {
            return inside.get();
        }

        @Override
        public CompletionStage<String> analyseLater(CompletionStage<String> stage) {
            return stage;
        }

        @Override
        public void sell(String id) {}

        @Override
        public void visit() {
            analyse(() -> {});
        }

        @Override
        public String getOwner() {
            analyse(() -> {});
            return "owner";
        }
    }
}

package io.phase3.agent.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The application of these tests: what an application's classes may look like. */
@SuppressWarnings({"unused", "EffectivelyPrivate", "DoNotCallSuggester", "InfiniteRecursion"
}) // Applications do such things.
class Shop {
    enum Status {
        OPEN,
        CLOSED {
            @Override
            public String toString() {
                return "is closed";
            }
        }
    }

    interface State {}

    enum Progress implements State {
        STARTED
    }

    record Money(BigDecimal amount, String currency) {}

    record Deal(String id, Money price, Status status, int rooms, Optional<String> agent) {
        static Deal of(String id, String price) {
            return new Deal(id, new Money(new BigDecimal(price), "EUR"), Status.OPEN, 3, Optional.of("Ann"));
        }
    }

    /** Getters, as everybody writes them. */
    static class Lead {
        public final String source = "web";
        public static final String KIND = "static";
        private final String type;
        private final Map<String, Deal> deals;
        private String secret = "secret";

        Lead(String type, Map<String, Deal> deals) {
            this.type = type;
            this.deals = deals;
        }

        public String getType() {
            return type;
        }

        public boolean isActive() {
            return true;
        }

        public Boolean isBoxed() {
            return false;
        }

        public String isText() {
            return "no condition";
        }

        public Map<String, Deal> getDeals() {
            return deals;
        }

        public int getScore() {
            return 399;
        }

        public String getURL() {
            return "http://lead";
        }

        public String getAndroidVersion() {
            return "14";
        }

        public static String getShared() {
            return "static";
        }

        String getHidden() {
            return "package-private";
        }

        public String getBroken() {
            throw new IllegalStateException("broken");
        }

        public String getEndless() {
            return getEndless() + "x";
        }

        public String getUnlinked() {
            throw new NoClassDefFoundError("com/acme/Gone");
        }

        public Rude getRude() {
            return new Rude();
        }

        public void getNothing() {}

        public void close() {}
    }

    static class Customer extends Lead {
        Customer() {
            super("customer", Map.of());
        }

        public OptionalInt getAge() {
            return OptionalInt.of(42);
        }

        public OptionalLong getVisits() {
            return OptionalLong.empty();
        }

        public OptionalDouble getRating() {
            return OptionalDouble.of(4.5);
        }
    }

    /** Private, behind a public interface and without one. */
    public interface Named {
        String getName();
    }

    private static final class Hidden implements Named {
        @Override
        public String getName() {
            return "hidden";
        }

        public int getSize() {
            return 7;
        }
    }

    /** A static method that is called like an implementation's getter. */
    public interface Coded {
        static String getCode() {
            return "static";
        }
    }

    private static final class Secretive implements Coded {
        public String getCode() {
            return "code";
        }
    }

    static Coded secretive() {
        return new Secretive();
    }

    static Named hidden() {
        return new Hidden();
    }

    /** A Kotlin or SDK class: accessors called like their fields. */
    static final class Message {
        private final Object usage = "ignored";
        private final Message next = null;

        public Usage usage() {
            return new Usage();
        }

        public String cancel() {
            throw new AssertionError("a method that is no accessor was called");
        }
    }

    static final class Usage {
        private final long inputTokens = 1200;

        public long inputTokens() {
            return inputTokens;
        }
    }

    static final class Cursor implements Iterator<String> {
        private final String next = "next";

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public String next() {
            throw new AssertionError("an iterator was moved");
        }
    }

    /** Every method that an object inherits throws. */
    static final class Rude {
        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("equals");
        }

        @Override
        public int hashCode() {
            throw new IllegalStateException("hashCode");
        }
    }

    static final class Deals extends ArrayList<Deal> {}

    static final class Analysis {
        public int status = 200;
        public double score = 0.1;
        public float ratio = 0.1f;
        public char grade = 'A';
        public AtomicInteger calls = new AtomicInteger(5);
        public Object anything = "text";
        public State state = Progress.STARTED;
        public String[] tags = {"a", "b"};
        public int[] counts = {1, 2};
    }

    static final class Stage<T> extends CompletableFuture<T> {}

    // What the expressions are tied to.

    void onLead(Lead lead) {}

    void onCustomer(Customer customer) {}

    Deal sell(Deal deal, int count, Object anything) {
        return deal;
    }

    void list(
            List<Deal> deals,
            Deals own,
            Map<String, Deal> map,
            Deal[] array,
            int[][] matrix,
            Collection<Deal> collection,
            List<? extends Deal> some,
            Optional<Deal> maybe) {}

    <T> T generic(T value, List<T> values, Map<?, ?> wild) {
        return value;
    }

    Analysis analyse(Analysis analysis) {
        return analysis;
    }

    Message message(Cursor cursor, Message message) {
        return message;
    }

    CompletionStage<Analysis> later() {
        return null;
    }

    Stage<? extends Analysis> laterStill() {
        return null;
    }

    CompletableFuture<Void> never() {
        return null;
    }

    static int count(String text, boolean flag, char letter, Status status, State state) {
        return 0;
    }

    Named named(Named named) {
        return named;
    }

    void rude(Rude rude, Object other) {}

    void numbers(Number number, BigDecimal a, BigDecimal b, double real, long whole, Object any) {}
}

package io.phase3.agent.weave;

import io.phase3.annotations.Phase3Conversion;
import io.phase3.annotations.Phase3Timed;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.function.Supplier;

/** An application to weave, of which only the class files matter. */
@SuppressWarnings("unused")
final class Crm {
    private Crm() {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface Audited {}

    static final class Deal {
        public final String leadId = "lead";
        public final String currency = "EUR";
    }

    interface Deals {
        Deal close(Deal deal);

        default Deal reopen(Deal deal) {
            return deal;
        }
    }

    abstract static class Base<T> implements Supplier<T> {
        abstract void save(T entity);

        protected void audit(T entity) {}

        static native void nothing();
    }

    @Audited
    static final class HouseDeals extends Base<Deal> implements Deals {
        @Override
        @Audited
        public Deal close(Deal deal) {
            Runnable later = () -> audit(deal);
            later.run();
            return deal;
        }

        void close(Deal deal, String reason) {}

        @Override
        void save(Deal deal) {}

        @Override
        public Deal get() {
            return new Deal();
        }
    }

    static final class FlatDeals implements Deals {
        @Override
        public Deal close(Deal deal) {
            return deal;
        }

        private static void closed(Deal deal) {}
    }

    /** Mentions every name of {@link HouseDeals}, declares none of them. */
    static final class Caller {
        void run(HouseDeals deals) {
            deals.audit(deals.close(deals.get()));
            deals.save(deals.reopen(deals.get()));
        }
    }

    abstract static class Annotated {
        @Phase3Timed
        void plainly() {}

        @Phase3Timed(
                kind = "vision",
                feature = "property",
                type = "'luxury'",
                lead = "arg0.leadId",
                success = "error == null",
                cost = "0.02",
                api = "claude")
        void fully(Deal deal) {}

        @Phase3Timed(
                kind = "histogram",
                metric = "crm_seconds",
                help = "Time.",
                value = "1.5",
                buckets = {.5, 1},
                labels = {"bus = 'leads'", "stage='a = b'"})
        void ownMetric() {}

        @Phase3Conversion(
                lead = "arg0.leadId",
                id = "'1'",
                revenue = "10",
                refund = "0",
                currency = "arg0.currency",
                type = "'sale'",
                feature = "crm",
                success = "error == null")
        void convert(Deal deal) {}

        @Phase3Timed(feature = "crm")
        @Phase3Conversion(revenue = "10")
        void both() {}

        @Phase3Timed(kind = "websockt")
        void misspelt() {}

        @Phase3Timed(kind = "banana")
        void nonsense() {}

        @Phase3Timed(kind = "counter", metric = "x_total", labels = "bus")
        void labelWithoutValue() {}

        @Phase3Timed(type = "arg0.")
        void brokenExpression() {}

        @Phase3Timed(kind = "counter", metric = "x_total", labels = "bus = 1 +")
        void brokenLabel() {}

        @Phase3Timed(type = "arg0.leadIdd")
        void wrongExpression(Deal deal) {}

        @Phase3Timed
        abstract void withoutCode();
    }
}

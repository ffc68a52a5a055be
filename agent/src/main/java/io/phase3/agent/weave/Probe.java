package io.phase3.agent.weave;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * The code that is inlined into a woven method: three sizes, another one for calls with a lead, and variants of these for
 * calls whose end has to be waited for.
 *
 * <p>Inlined code runs as part of the application's class, which cannot see any class of the agent: it may call nothing
 * but {@code java.lang.Phase3Bridge}, hold no state, and contain no lambda. Before:
 *
 * <pre>{@code
 * Closing close(Deal deal) {
 *     return desk.sign(deal);
 * }
 * }</pre>
 *
 * and after, for site 17 under guard 5, whose expressions read the argument and the result:
 *
 * <pre>{@code
 * Closing close(Deal deal) {
 *     Phase3Bridge call = Phase3Bridge.enter(5);                    // a failure in here is swallowed
 *     Closing result = null;
 *     Throwable thrown = null;
 *     try {
 *         result = desk.sign(deal);
 *     } catch (Throwable t) {
 *         thrown = t;
 *     }
 *     if (call != null) {                                           // and in here
 *         call.closed[5] = false;                                   // no call: there may be no stack left for one
 *         Phase3Bridge.exit(17, 5, call, thrown, deal, result, null, null);
 *     }
 *     if (thrown != null) throw thrown;
 *     return result;
 * }
 * }</pre>
 *
 * <p>If the rule names a lead, that lead holds for the calls inside this one:
 *
 * <pre>{@code
 * Closing close(Deal deal) {
 *     Object[] frame = {null, null, null, deal, null};
 *     Phase3Bridge call = Phase3Bridge.enter(17, 5, frame);         // opens the scope; a failure in here is swallowed
 *     …
 *     if (call != null) {                                           // and in here
 *         call.frame[2] = frame[2];                                 // the outer scope; no call here either
 *         call.closed[5] = false;
 *         frame[4] = result;
 *         Phase3Bridge.exit(17, 5, call, thrown, frame);
 *     }
 *     …
 * }
 * }</pre>
 *
 * <p>If the method returns what only its reader can see the end of, the caller gets what the recorder puts in its place:
 *
 * <pre>{@code
 *     …
 *         Phase3Bridge.exit(17, 5, call, thrown, frame);
 *         if (thrown == null && frame[0] != null) result = (Mono) frame[0];   // a failure leaves the result as it was
 * }</pre>
 *
 * <p>And a suspend function of Kotlin's gets another continuation, by which the recorder sees its end:
 *
 * <pre>{@code
 * Object close(Deal deal, Continuation continuation) {
 *     Phase3Bridge call = null;
 *     Object relayed = Phase3Bridge.replace(17, continuation);
 *     if (relayed != null) {                                        // else it only goes on with an earlier call
 *         continuation = (Continuation) relayed;
 *         call = Phase3Bridge.enter(5);
 *     }
 *     …
 * }
 * }</pre>
 */
final class Probe {
    private Probe() {}

    /** The constant under which the method reports. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface SiteId {}

    /** The constant under which nested calls are told from outer ones. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface GuardId {}

    /** The value of this number, from 1; null if the site reads fewer. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Value {
        int value();
    }

    /** A new frame with all values in it; without the result, where there is none yet. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Frame {}

    /** Where in the frame the result belongs; the slot of what was thrown, which is filled last, if nobody reads it. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface ResultSlot {}

    /** The result; null if nobody reads it. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Result {}

    /** The argument that is replaced. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Replaced {}

    /** For sites that read no value. */
    static final class WithoutValues {
        private WithoutValues() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Phase3Bridge enter(@GuardId int guard) {
            return Phase3Bridge.enter(guard);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
        static void exit(
                @SiteId int site,
                @GuardId int guard,
                @Advice.Enter Phase3Bridge call,
                @Advice.Thrown Throwable thrown) {
            if (call != null) {
                call.closed[guard] = false;
                Phase3Bridge.exit(site, guard, call, thrown);
            }
        }
    }

    /** For sites that read up to four values: nothing is allocated. */
    static final class WithValues {
        /** How many values fit. */
        static final int MOST = 4;

        private WithValues() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Phase3Bridge enter(@GuardId int guard) {
            return Phase3Bridge.enter(guard);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @SiteId int site,
                @GuardId int guard,
                @Advice.Enter Phase3Bridge call,
                @Advice.Thrown Throwable thrown,
                @Value(1) Object value1,
                @Value(2) Object value2,
                @Value(3) Object value3,
                @Value(4) Object value4) {
            if (call != null) {
                call.closed[guard] = false;
                Phase3Bridge.exit(site, guard, call, thrown, value1, value2, value3, value4);
            }
        }
    }

    /** For the rare sites that read more. */
    static final class WithFrame {
        private WithFrame() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Phase3Bridge enter(@GuardId int guard) {
            return Phase3Bridge.enter(guard);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @SiteId int site,
                @GuardId int guard,
                @Advice.Enter Phase3Bridge call,
                @Advice.Thrown Throwable thrown,
                @Frame Object[] frame) {
            if (call != null) {
                call.closed[guard] = false;
                Phase3Bridge.exit(site, guard, call, thrown, frame);
            }
        }
    }

    /** For sites that record before the method runs. */
    static final class AtEntry {
        private AtEntry() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@SiteId int site, @GuardId int guard, @Frame Object[] frame) {
            Phase3Bridge call = Phase3Bridge.enter(guard);
            if (call != null) {
                call.closed[guard] = false;
                Phase3Bridge.exit(site, guard, call, null, frame);
            }
        }
    }

    /** For sites that open a scope, whatever they read. */
    static final class WithScope {
        private WithScope() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Phase3Bridge enter(
                @SiteId int site, @GuardId int guard, @Frame Object[] values, @Advice.Local("frame") Object[] frame) {
            // Each mention of the values is a new array.
            frame = values;
            return Phase3Bridge.enter(site, guard, frame);
        }

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
        static void exit(
                @SiteId int site,
                @GuardId int guard,
                @Advice.Enter Phase3Bridge call,
                @Advice.Local("frame") Object[] frame,
                @Advice.Thrown Throwable thrown,
                @ResultSlot int resultSlot,
                @Result Object result) {
            if (call != null) {
                call.frame[2] = frame[2];
                call.closed[guard] = false;
                frame[resultSlot] = result;
                Phase3Bridge.exit(site, guard, call, thrown, frame);
            }
        }
    }

    /** The end of sites whose result may be replaced. */
    static final class WithReplacement {
        private WithReplacement() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
        static void exit(
                @SiteId int site,
                @GuardId int guard,
                @Advice.Enter Phase3Bridge call,
                @Advice.Thrown Throwable thrown,
                @Frame Object[] values,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result) {
            if (call != null) {
                call.closed[guard] = false;
                Object[] frame = values;
                Phase3Bridge.exit(site, guard, call, thrown, frame);
                if (thrown == null && frame[0] != null) {
                    result = frame[0];
                }
            }
        }
    }

    /** The end of sites that open a scope and whose result may be replaced. */
    static final class WithScopeAndReplacement {
        private WithScopeAndReplacement() {}

        @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, backupArguments = false)
        static void exit(
                @SiteId int site,
                @GuardId int guard,
                @Advice.Enter Phase3Bridge call,
                @Advice.Local("frame") Object[] frame,
                @Advice.Thrown Throwable thrown,
                @ResultSlot int resultSlot,
                @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object result) {
            if (call != null) {
                call.frame[2] = frame[2];
                call.closed[guard] = false;
                frame[resultSlot] = result;
                Phase3Bridge.exit(site, guard, call, thrown, frame);
                if (thrown == null && frame[0] != null) {
                    result = frame[0];
                }
            }
        }
    }

    /** For methods that are given a handler: all that happens is that the handler is replaced. */
    static final class WithHandler {
        private WithHandler() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static void enter(@SiteId int site, @Replaced Object handler) {
            handler = Phase3Bridge.replace(site, handler);
        }
    }

    /** The beginning of suspend functions. */
    static final class Suspending {
        private Suspending() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Phase3Bridge enter(@SiteId int site, @GuardId int guard, @Replaced Object continuation) {
            Object relayed = Phase3Bridge.replace(site, continuation);
            if (relayed == null) {
                return null;
            }
            continuation = relayed;
            return Phase3Bridge.enter(guard);
        }
    }

    /** The beginning of suspend functions that open a scope. */
    static final class SuspendingWithScope {
        private SuspendingWithScope() {}

        @Advice.OnMethodEnter(suppress = Throwable.class)
        static Phase3Bridge enter(
                @SiteId int site,
                @GuardId int guard,
                @Replaced Object continuation,
                @Frame Object[] values,
                @Advice.Local("frame") Object[] frame) {
            Object relayed = Phase3Bridge.replace(site, continuation);
            if (relayed == null) {
                return null;
            }
            continuation = relayed;
            frame = values;
            return Phase3Bridge.enter(site, guard, frame);
        }
    }
}

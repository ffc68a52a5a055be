package io.phase3.proof;

import java.util.List;

/**
 * Something that goes wrong, and the alerts that have to tell of it.
 *
 * @param alerts without their prefix
 */
record Fault(Round round, String name, Action begin, Action end, List<String> alerts) {

    /** Something that is done to the stack. */
    interface Action {
        Action NOTHING = stack -> {};

        void on(Stack stack) throws Exception;
    }

    /** An incident of the test application. */
    static Fault incident(Round round, String name, String... alerts) {
        return of(round, name, stack -> stack.service.begin(name), stack -> stack.service.end(name), alerts);
    }

    /** Rows in PostgreSQL, which stay. */
    static Fault rows(Round round, String name, String sql, String... alerts) {
        return of(round, name, stack -> stack.company.order(sql), Action.NOTHING, alerts);
    }

    static Fault of(Round round, String name, Action begin, Action end, String... alerts) {
        return new Fault(round, name, begin, end, List.of(alerts));
    }

    /** Whether the alert, with its prefix, is one of those that tell of it. */
    boolean causes(String alert) {
        return alerts.stream().anyMatch(each -> alert.equals("Phase3" + each));
    }
}

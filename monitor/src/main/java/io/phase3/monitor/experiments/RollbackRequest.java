package io.phase3.monitor.experiments;

/**
 * That all subjects of an experiment shall get the control; its texts may be a stranger's. Immutable.
 *
 * @param by who asks: a person's name, or {@code alertmanager}
 * @param reason why, at most 500 characters of it
 * @param automatic whether no person has decided it: then a hold and the cool-down refuse it
 */
public record RollbackRequest(String experiment, String by, String reason, boolean automatic) {
    private static final int LONGEST = 500;

    public RollbackRequest {
        experiment = storable(experiment);
        by = storable(by);
        reason = storable(reason);
    }

    /** On one line, for logs; without the character 0, which PostgreSQL's texts do not hold; and not too long. */
    private static String storable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}

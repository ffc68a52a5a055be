package io.phase3.monitor.experiments;

/**
 * That all subjects of an experiment shall get the control. Immutable.
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

    /** PostgreSQL's texts hold everything but the character 0, and a stranger's text need not be kept whole. */
    private static String storable(String text) {
        String clean = text.replace('\0', ' ');
        return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}

package io.phase3.agent.attribution;

/** Told what became of touches and conversions: by the attributor's thread, but for {@link #dropped}, and what the stream's thread has to say. */
public interface AttributionListener {
    /** A touch of the feature is remembered. */
    void touched(String feature);

    /** A conversion of the type is in the journal. */
    void converted(String type);

    /** The feature has earned so many cents: in the journal already. */
    void earned(String feature, long cents);

    /** The feature has given back so many cents: in the journal already. */
    void gaveBack(String feature, long cents);

    /**
     * A touch or a conversion cannot count.
     *
     * @param origin the rule or the method that reported it
     */
    void rejected(Rejection reason, String origin);

    /**
     * Something had to be given up because too much waits. Also called by the application's threads: must only count.
     *
     * @param queue {@code events}, {@code waiting} (conversions), or {@code leads} (with their touches)
     */
    void dropped(String queue);

    /** The journal could not be written; what had to be written waits. */
    void journalFailed();

    /** Something of the journal could not be copied into its stream; it is tried again. Called by the stream's thread. */
    void streamFailed();

    /** Something is not as it should be; told once for each time it begins. */
    void problem(String message);

    /** Something that people should know: a problem is over. */
    void notice(String message);

    /** Attribution itself failed. */
    void failed(Throwable failure);
}

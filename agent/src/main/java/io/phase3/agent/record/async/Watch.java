package io.phase3.agent.record.async;

/** Sees how the calls end whose results are of one class. */
public interface Watch {
    /**
     * Watches one result.
     *
     * @return what the caller gets in its place, or null if it keeps it
     * @throws Exception if the library is not as it is known
     */
    Object watch(Object result, AsyncCalls calls) throws Exception;
}

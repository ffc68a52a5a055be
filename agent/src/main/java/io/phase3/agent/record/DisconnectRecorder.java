package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.Evaluation;
import java.util.function.Consumer;

/** Records that a connection is closed once a call has ended, however it ended. */
final class DisconnectRecorder extends CallRecorder {
    private final OpenConnections connections;
    private final Evaluation connection;
    private final Evaluation reason;

    /** @param reason the close code or a word, or null if the rule says neither */
    DisconnectRecorder(
            OpenConnections connections,
            Evaluation connection,
            Evaluation reason,
            BoundRule bound,
            Consumer<Throwable> failures) {
        super(bound, failures);
        this.connections = connections;
        this.connection = connection;
        this.reason = reason;
    }

    @Override
    void record(Object[] frame, long nanos) {
        Object closed = connection.object(frame);
        if (closed != null) {
            connections.closed(closed, CloseReason.of(reason == null ? null : reason.text(frame)));
        }
    }
}

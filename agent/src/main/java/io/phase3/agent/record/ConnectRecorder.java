package io.phase3.agent.record;

import io.phase3.agent.config.BoundRule;
import io.phase3.agent.expression.Evaluation;
import java.util.function.Consumer;

/** Records that a connection is open once a call has ended, however it ended. */
final class ConnectRecorder extends CallRecorder {
    private final OpenConnections connections;
    private final Evaluation connection;
    private final String feature;

    ConnectRecorder(
            OpenConnections connections,
            Evaluation connection,
            String feature,
            BoundRule bound,
            Consumer<Throwable> failures) {
        super(bound, failures);
        this.connections = connections;
        this.connection = connection;
        this.feature = feature;
    }

    @Override
    void record(Object[] frame, long nanos) {
        Object opened = connection.object(frame);
        if (opened != null) {
            connections.opened(opened, feature);
        }
    }
}

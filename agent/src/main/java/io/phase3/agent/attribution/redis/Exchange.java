package io.phase3.agent.attribution.redis;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.args.Rawable;

/**
 * Sends commands over a connection in pipelines that are small enough for the socket's buffer.
 *
 * <p>A time-out ends the wait for an answer but not a write: one that has to wait for a Redis that hangs would wait for
 * ever.
 */
final class Exchange {
    private static final int BYTES = 32 * 1024;

    private Exchange() {}

    /** An answer for each command in their order: bytes, numbers, lists of them, null, or an exception. */
    static List<Object> on(Connection connection, List<CommandArguments> commands) {
        List<Object> answers = new ArrayList<>(commands.size());
        int bytes = 0;
        int sent = 0;
        for (CommandArguments command : commands) {
            connection.sendCommand(command);
            sent++;
            bytes += bytes(command);
            if (bytes >= BYTES) {
                answers.addAll(connection.getMany(sent));
                bytes = 0;
                sent = 0;
            }
        }
        if (sent > 0) {
            answers.addAll(connection.getMany(sent));
        }
        return answers;
    }

    private static int bytes(CommandArguments command) {
        int bytes = 0;
        for (Rawable argument : command) {
            bytes += argument.getRaw().length;
        }
        return bytes;
    }
}

package io.phase3.agent.attribution.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** Sends commands and scripts, and tells errors that concern one key from those that concern Redis. */
final class Commands {
    private static final String PROBE_LASTS = "1000";

    private final Nodes nodes;
    private final Diagnosis diagnosis;
    private final String probe;

    /** @param probe a key to try out writing with */
    Commands(Nodes nodes, Diagnosis diagnosis, String probe) {
        this.nodes = nodes;
        this.diagnosis = diagnosis;
        this.probe = probe;
    }

    /**
     * Sends commands with one key each.
     *
     * @return an answer for each; one that is a {@code JedisDataException} has found somebody else's value under its key
     * @throws Trouble if Redis did not do all of them, for whatever other reason
     */
    List<Object> send(List<CommandArguments> commands) throws Trouble {
        return checked(nodes.send(commands));
    }

    /** Runs a script once for each call; answers and failures as in {@link #send}. */
    List<Object> run(Script script, List<Script.Call> calls) throws Trouble {
        List<CommandArguments> byHash = new ArrayList<>(calls.size());
        for (Script.Call call : calls) {
            byHash.add(script.byHash(call));
        }
        List<Object> answers = new ArrayList<>(nodes.send(byHash));
        List<Integer> unknown = new ArrayList<>();
        List<CommandArguments> byText = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (Diagnosis.isUnknownScript(answers.get(i))) {
                unknown.add(i);
                byText.add(script.byText(calls.get(i)));
            }
        }
        List<Object> late = byText.isEmpty() ? Collections.emptyList() : nodes.send(byText);
        for (int i = 0; i < late.size(); i++) {
            answers.set(unknown.get(i), late.get(i));
        }
        return checked(answers);
    }

    /** Finds out whether Redis answers and takes writes. */
    void probe() throws Trouble {
        send(Collections.singletonList(new CommandArguments(Protocol.Command.SET)
                .key(probe)
                .add("")
                .add(Protocol.Keyword.PX)
                .add(PROBE_LASTS)));
    }

    private List<Object> checked(List<Object> answers) throws Trouble {
        for (Object answer : answers) {
            if (answer instanceof JedisDataException && !Diagnosis.isForeignType(answer)) {
                throw diagnosis.of((JedisDataException) answer);
            }
        }
        return answers;
    }

    /** Lets go of connections; the next command opens new ones. */
    void close() {
        nodes.close();
    }
}

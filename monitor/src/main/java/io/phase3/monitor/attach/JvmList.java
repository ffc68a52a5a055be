package io.phase3.monitor.attach;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.phase3.monitor.terminal.CommandFailure;
import io.phase3.monitor.terminal.Symbols;
import io.phase3.monitor.terminal.Terminal;
import io.phase3.monitor.terminal.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JVMs of this machine; those in which an agent runs are asked where its metrics are, no other is touched. */
record JvmList(List<Entry> entries) {
    /** A list that waits for a JVM that hangs is none. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Pattern PACKAGE = Pattern.compile("\\b(\\p{Ll})\\w*\\.");

    private static final int USER_COLUMNS = 10;
    private static final int MAIN_COLUMNS = 26;

    /**
     * A JVM.
     *
     * @param metrics where they are; empty if no agent runs there, or if it does not say so
     */
    record Entry(long pid, String user, Optional<String> java, String main, State agent, Optional<String> metrics) {}

    /** Whether the agent runs in a JVM. */
    enum State {
        YES,
        NO,
        /** Another user's, whom we may not ask. */
        UNKNOWN
    }

    static JvmList ofThisMachine() {
        return new JvmList(Jvm.all().stream().map(JvmList::entry).toList());
    }

    private static Entry entry(Jvm jvm) {
        if (!jvm.isReachable()) {
            return entry(jvm, State.UNKNOWN, Optional.empty());
        }
        if (jvm.agentJar().isEmpty()) {
            return entry(jvm, State.NO, Optional.empty());
        }
        try {
            Reply reply =
                    RunningAgent.of(Obstacles.requireJvm(jvm.pid()), PATIENCE).status();
            // It may only have been loaded, and been switched off by its configuration.
            return entry(jvm, reply.did() == Reply.Did.REFUSED ? State.NO : State.YES, reply.metrics());
        } catch (CommandFailure e) {
            // Why it does not say more is told to who asks this one.
            return entry(jvm, State.YES, Optional.empty());
        }
    }

    private static Entry entry(Jvm jvm, State agent, Optional<String> metrics) {
        return new Entry(jvm.pid(), jvm.user(), jvm.version(), jvm.main(), agent, metrics);
    }

    /** For people. */
    List<String> lines(Terminal terminal) {
        if (entries.isEmpty()) {
            return List.of("No JVM runs here.");
        }
        Symbols symbols = terminal.symbols();
        TextTable table = new TextTable(
                terminal,
                TextTable.Align.RIGHT,
                TextTable.Align.LEFT,
                TextTable.Align.LEFT,
                TextTable.Align.LEFT,
                TextTable.Align.LEFT);
        table.head("pid", "user", "java", "runs", "agent");
        for (Entry entry : entries) {
            table.row(
                    Long.toString(entry.pid()),
                    symbols.shortened(entry.user(), USER_COLUMNS),
                    entry.java().orElse(symbols.absent()),
                    symbols.shortened(abbreviated(entry.main()), MAIN_COLUMNS),
                    agent(entry));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("./phase3 attach PID starts the agent in one of them.");
        return lines;
    }

    /** A long class name with its packages' first letters: {@code o.a.c.s.Bootstrap}. */
    private static String abbreviated(String main) {
        return main.length() <= MAIN_COLUMNS || main.endsWith(".jar")
                ? main
                : PACKAGE.matcher(main).replaceAll("$1.");
    }

    private static String agent(Entry entry) {
        return switch (entry.agent()) {
            case NO -> "no";
            case UNKNOWN -> "another user's";
            case YES ->
                "yes" + entry.metrics().map(url -> ", " + authority(url)).orElse("");
        };
    }

    /** All that differs: {@code 127.0.0.1:8009}. */
    private static String authority(String url) {
        return url.replaceFirst("^http://", "").replaceFirst("/metrics$", "");
    }

    /** For machines. */
    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode jvms = json.putArray("jvms");
        for (Entry entry : entries) {
            jvms.addObject()
                    .put("pid", entry.pid())
                    .put("user", entry.user())
                    .put("java", entry.java().orElse(null))
                    .put("main", entry.main())
                    .put("agent", entry.agent().name().toLowerCase(Locale.ROOT))
                    .put("metrics", entry.metrics().orElse(null));
        }
        return json.toString();
    }
}

package io.phase3.agent.e2e;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells the agent of a running JVM what to do, as {@code ./phase3 attach} does. */
final class RemoteControl implements AutoCloseable {
    private final VirtualMachine machine;
    private final Path folder;

    RemoteControl(ForkedJvm jvm, Path folder) throws Exception {
        this.machine = VirtualMachine.attach(String.valueOf(jvm.pid()));
        this.folder = folder;
    }

    /** The answer to a command. */
    JsonObject tell(String verb) throws Exception {
        return tell(verb, "");
    }

    /** The answer to a command with an argument; empty for none. */
    JsonObject tell(String verb, String argument) throws Exception {
        Path reply = Files.createTempFile(folder, "the reply", ".json");
        load(
                ForkedJvm.AGENT,
                '@' + verb + ' ' + encoded(reply.toString()) + (argument.isEmpty() ? "" : " ") + encoded(argument));
        return JsonParser.parseString(Files.readString(reply)).getAsJsonObject();
    }

    /** Loads any agent. */
    void load(Path jar, String argument) throws Exception {
        try {
            machine.loadAgent(jar.toString(), argument);
        } catch (AgentLoadException e) {
            // Java 8 answers with the bare number, which later JDKs take for a failure.
            if (!"0".equals(e.getMessage())) {
                throw e;
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        machine.detach();
    }
}

package io.phase3.monitor.attach;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An application, and an agent for it that answers what its system property {@code reply} says, if it does. */
public final class FakeAgent {
    private FakeAgent() {}

    /** Says that it runs, and runs until its input ends. */
    public static void main(String[] arguments) throws IOException {
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }

    /** {@code @VERB REPLY-FILE [ARGUMENT]}. */
    public static void agentmain(String argument) throws Exception {
        String[] words = argument.split(" ", -1);
        String reply = System.getProperty("reply", "silence");
        switch (reply) {
            case "silence" -> System.err.println("[phase3] an agent runs in this JVM already; this one does nothing");
            case "hang" -> new CountDownLatch(1).await();
            case "failure" -> throw new IllegalStateException("meant to fail");
            default -> {
                String said = words.length < 3 ? "" : URLDecoder.decode(words[2], StandardCharsets.UTF_8);
                Files.writeString(
                        Path.of(URLDecoder.decode(words[1], StandardCharsets.UTF_8)),
                        reply.replace("VERB", words[0]).replace("ARGUMENT", said));
            }
        }
    }
}

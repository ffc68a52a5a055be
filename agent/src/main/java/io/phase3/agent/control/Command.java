package io.phase3.agent.control;

import java.io.File;
import java.io.UnsupportedEncodingException;
import java.net.URLDecoder;
import java.util.Optional;

/** What somebody asks of the agent, as it comes through {@code agentmain}: {@code @VERB REPLY-FILE [ARGUMENT]}. Immutable. */
public final class Command {
    /** What begins every command, and no path that anybody gives to an agent. */
    public static final char MARK = '@';

    private final String verb;
    private final File replyFile;
    private final Optional<String> argument;

    private Command(String verb, File replyFile, Optional<String> argument) {
        this.verb = verb;
        this.replyFile = replyFile;
        this.argument = argument;
    }

    /**
     * Reads a command; file and argument are URL-encoded (UTF-8), because paths may have spaces.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Command parse(String text) {
        String[] words = text.split(" ", -1);
        if (text.isEmpty() || text.charAt(0) != MARK || words.length < 2 || words.length > 3 || words[1].isEmpty()) {
            throw new IllegalArgumentException("no command: expected @VERB REPLY-FILE [ARGUMENT]");
        }
        Optional<String> argument = words.length == 3 ? Optional.of(decode(words[2])) : Optional.empty();
        return new Command(words[0].substring(1), new File(decode(words[1])), argument);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, "UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("every JVM knows UTF-8", e);
        }
    }

    /** What to do: {@code attach}, {@code report} or {@code reload}. */
    public String verb() {
        return verb;
    }

    /** Where the answer is awaited. */
    public File replyFile() {
        return replyFile;
    }

    /** The agent's argument, if one is given. */
    public Optional<String> argument() {
        return argument;
    }
}

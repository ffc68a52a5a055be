package io.phase3.monitor.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * The two streams that a command may write to, and what can be done with them.
 *
 * @param live whether a person is watching {@code out}, so that text may be redrawn in place
 * @param colours styles of picocli's markup; off where they would only be noise, or {@code NO_COLOR} is set
 */
public record Terminal(PrintWriter out, PrintWriter err, boolean live, Ansi colours, Symbols symbols) {

    /** The streams of this process, in the character set that its surroundings read. */
    public static Terminal ofProcess() {
        Charset charset = charset("stdout.encoding", "sun.stdout.encoding", "native.encoding");
        Charset errCharset = charset("stderr.encoding", "sun.stderr.encoding", "native.encoding");
        boolean watched = isWatched() && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(
                writer(FileDescriptor.out, charset),
                writer(FileDescriptor.err, errCharset),
                watched,
                watched && Ansi.AUTO.enabled() ? Ansi.ON : Ansi.OFF,
                Symbols.of(charset));
    }

    /** A terminal that writes plain text without colours, as into a pipe. */
    public static Terminal plain(PrintWriter out, PrintWriter err) {
        return new Terminal(out, err, false, Ansi.OFF, Symbols.ASCII);
    }

    /** Before Java 22 there is a console only on a terminal; since then there can always be one, and it has to be asked. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isWatched() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset), true);
    }

    /** The first of these system properties that names a character set: which one is set depends on the Java version. */
    private static Charset charset(String... properties) {
        return Stream.of(properties)
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .map(Terminal::charsetOrAscii)
                .findFirst()
                .orElse(StandardCharsets.US_ASCII);
    }

    private static Charset charsetOrAscii(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.US_ASCII;
        }
    }
}

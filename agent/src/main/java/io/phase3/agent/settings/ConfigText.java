package io.phase3.agent.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses one HOCON text together with what it includes; whatever cannot be read or parsed is a problem and counts as
 * empty, file by file.
 *
 * <p>Never asks the thread's context class loader, the system properties or the network for anything: this runs inside
 * somebody else's JVM before that JVM's own code does.
 */
public final class ConfigText {
    private static final Pattern SECRET = Pattern.compile("password|lead-key", Pattern.CASE_INSENSITIVE);
    private static final String NOT_SHOWN =
            "is no HOCON; what is wrong is not shown, for a secret stands here: write key = \"value\", with both quotes";
    /** How the HOCON library begins a message that goes on with the values. */
    private static final String CANNOT_CONCATENATE = "Cannot concatenate";

    /** The name under which problems cite the text. */
    final String shownAs;
    /** Where relative includes start. */
    final File directory;
    /** The files that are being parsed around this one: an include of one of them would never end. */
    final OpenFiles open;

    final String text;
    private final ConfigSyntax syntax;
    private final Problems problems;

    private ConfigText(
            String shownAs, File directory, OpenFiles open, String text, ConfigSyntax syntax, Problems problems) {
        this.shownAs = shownAs;
        this.directory = directory;
        this.open = open;
        this.text = text;
        this.syntax = syntax;
        this.problems = problems;
    }

    /** The content of a text that is no file; empty if it is malformed, which is then a problem. */
    public static Optional<ConfigObject> ofString(String text, String shownAs, File directory, Problems problems) {
        return new ConfigText(shownAs, directory, OpenFiles.none(), text, ConfigSyntax.CONF, problems).parse();
    }

    /** The content of a resource of the agent itself, which must be there and without a mistake. */
    public static ConfigObject ofOwnResource(String name) {
        try (InputStream in = ConfigText.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the agent");
            }
            return ConfigFactory.parseReader(
                            new InputStreamReader(in, StandardCharsets.UTF_8),
                            ConfigParseOptions.defaults().setOriginDescription(name))
                    .root();
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }

    /**
     * The content of a file.
     *
     * @param shownAs the file's path as its author knows it
     * @param open ends with the file
     * @param mention where an unreadable file is reported, and how that report ends
     */
    public static Optional<ConfigObject> ofFile(
            File file, String shownAs, OpenFiles open, Mention mention, Problems problems) {
        open.found(file, Fingerprint.NONE);
        try {
            byte[] content = Files.readAllBytes(file.toPath());
            open.found(file, Fingerprint.of(content));
            String text = new String(content, StandardCharsets.UTF_8);
            return new ConfigText(shownAs, file.getParentFile(), open, text, syntaxOf(file), problems).parse();
        } catch (NoSuchFileException e) {
            problems.add(mention.place, mention.subject + "does not exist" + mention.remark);
        } catch (IOException | RuntimeException e) {
            problems.add(mention.place, mention.subject + "cannot be read: " + reason(e) + mention.remark);
        }
        return Optional.empty();
    }

    private Optional<ConfigObject> parse() {
        try {
            return Optional.of(ConfigFactory.parseString(
                            text,
                            ConfigParseOptions.defaults()
                                    .setSyntax(syntax)
                                    .setOriginDescription(shownAs)
                                    .setIncluder(new Includes(this, problems)))
                    .root());
        } catch (ConfigException e) {
            Place place = placeOf(e);
            problems.add(place, maySayASecret(place) ? NOT_SHOWN : messageOf(e));
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(new Place(shownAs, 0), "cannot be parsed: " + faultOf(e));
        }
        return Optional.empty();
    }

    /** Whether a secret stands where the library found its mistake: its messages cite what they cannot read. */
    private boolean maySayASecret(Place place) {
        String[] lines = text.split("\n", -1);
        int last = place.line() > 0 ? Math.min(place.line(), lines.length) : lines.length;
        int first = place.line() > 0 ? Math.max(0, last - 2) : 0;
        for (int i = first; i < last; i++) {
            if (SECRET.matcher(lines[i]).find()) {
                return true;
            }
        }
        return false;
    }

    private Place placeOf(ConfigException e) {
        return e.origin() == null ? new Place(shownAs, 0) : Place.of(e.origin());
    }

    /** The exception's message without the origin that the library puts in front of it, and without values. */
    public static String messageOf(ConfigException e) {
        String message = String.valueOf(e.getMessage());
        String prefix = e.origin() == null ? "" : e.origin().description() + ": ";
        String plain = message.startsWith(prefix) ? message.substring(prefix.length()) : message;
        return plain.startsWith(CANNOT_CONCATENATE)
                ? "a text cannot be joined with an object or a list"
                : Values.withoutAddresses(plain);
    }

    /** A fault of the agent by its kind and place: the message of an exception may cite values. */
    public static String faultOf(Throwable fault) {
        StackTraceElement[] trace = fault.getStackTrace();
        return fault.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private static String reason(Exception e) {
        return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    private static ConfigSyntax syntaxOf(File file) {
        String name = file.getName();
        return name.endsWith(".json")
                ? ConfigSyntax.JSON
                : name.endsWith(".properties") ? ConfigSyntax.PROPERTIES : ConfigSyntax.CONF;
    }

    /** Where and how an unreadable file is reported. Immutable. */
    public static final class Mention {
        private final Place place;
        private final String subject;
        private final String remark;

        public Mention(Place place, String subject, String remark) {
            this.place = place;
            this.subject = subject;
            this.remark = remark;
        }
    }
}

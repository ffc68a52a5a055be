package io.phase3.monitor.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Reads secrets from where they may stand: environment variables and files of their own, never the configuration. */
public final class SecretSource {
    /** No password and no key is longer; a file that is longer is the wrong one. */
    private static final int LONGEST = 1 << 16;

    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Map<String, String> environment;
    private final Consumer<String> warnings;

    /**
     * A source.
     *
     * @param environment the variables, as {@link System#getenv()} has them
     * @param warnings gets a line for each file that others may read, too
     */
    public SecretSource(Map<String, String> environment, Consumer<String> warnings) {
        this.environment = Map.copyOf(environment);
        this.warnings = warnings;
    }

    /**
     * What the variable holds.
     *
     * @throws MissingSecretException if it is not set, or empty
     */
    public Secret fromEnvironment(String variable) throws MissingSecretException {
        String value = environment.getOrDefault(variable, "");
        if (value.isEmpty()) {
            throw new MissingSecretException(
                    "the environment variable " + variable + " is not set: export it before the start");
        }
        return Secret.of(value);
    }

    /**
     * What the file holds, in UTF-8, without the line end that most editors leave behind.
     *
     * @throws MissingSecretException if there is no such file, it cannot be read, is empty, or is no text of at most 64 KiB
     */
    public Secret fromFile(Path file) throws MissingSecretException {
        String value = withoutLineEnd(text(file));
        if (value.isEmpty()) {
            throw new MissingSecretException(file + " is empty: it has to hold the secret, and nothing else");
        }
        warnOfReaders(file);
        return Secret.of(value);
    }

    private static String text(Path file) throws MissingSecretException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new MissingSecretException(file + " is longer than 64 KiB: it has to hold the secret alone");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new MissingSecretException("there is no file " + file
                    + ": create it with the secret as its only line, readable by its owner alone");
        } catch (AccessDeniedException e) {
            throw new MissingSecretException(file + " may not be read: make the user who runs this its owner");
        } catch (CharacterCodingException e) {
            throw new MissingSecretException(file + " is no text: it has to hold the secret in UTF-8");
        } catch (MissingSecretException e) {
            throw e;
        } catch (IOException e) {
            // A directory, or a disk that fails. Only the reason: the message of some of these repeats the path.
            throw new MissingSecretException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    private void warnOfReaders(Path file) {
        try {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(OF_OTHERS);
            permissions.retainAll(Files.getPosixFilePermissions(file));
            if (!permissions.isEmpty()) {
                warnings.accept(file + " can be read by others than its owner: chmod 600 " + file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            // The file system has no such permissions, and nothing to warn of.
        }
    }
}

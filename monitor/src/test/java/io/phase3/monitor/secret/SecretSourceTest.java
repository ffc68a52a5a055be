package io.phase3.monitor.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSourceTest {
    private final List<String> warnings = new ArrayList<>();
    private final SecretSource source = new SecretSource(Map.of("SET", "grün", "EMPTY", ""), warnings::add);

    @Nested
    class A_secret {
        @Test
        void does_not_print_itself() {
            assertThat(Secret.of("grün")).hasToString("…");
            assertThat(Secret.of("grün").reveal()).isEqualTo("grün");
        }

        @Test
        void equals_the_same_secret() {
            assertThat(Secret.of("grün"))
                    .isEqualTo(Secret.of("grün"))
                    .hasSameHashCodeAs(Secret.of("grün"))
                    .isNotEqualTo(Secret.of("rot"))
                    .isNotEqualTo("grün");
        }
    }

    @Nested
    class A_variable {
        @Test
        void holds_the_secret() throws Exception {
            assertThat(source.fromEnvironment("SET")).isEqualTo(Secret.of("grün"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"MISSING", "EMPTY"})
        void has_to_be_set(String variable) {
            assertThatThrownBy(() -> source.fromEnvironment(variable))
                    .isInstanceOf(MissingSecretException.class)
                    .hasMessage("the environment variable " + variable + " is not set: export it before the start");
        }
    }

    @Nested
    class A_file {
        @TempDir
        private Path folder;

        private Path file;

        @BeforeEach
        void name() {
            file = folder.resolve("password");
        }

        private void write(String text) throws IOException {
            Files.writeString(file, text);
            permit("rw-------");
        }

        private void permit(String permissions) throws IOException {
            Assumptions.assumeTrue(
                    file.getFileSystem().supportedFileAttributeViews().contains("posix"),
                    "the file system has no permissions");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }

        @ParameterizedTest
        @ValueSource(strings = {"grün", "grün\n", "grün\r\n"})
        void holds_the_secret_without_the_line_end(String text) throws Exception {
            write(text);
            assertThat(source.fromFile(file)).isEqualTo(Secret.of("grün"));
            assertThat(warnings).isEmpty();
        }

        @Test
        void keeps_all_other_white_space() throws Exception {
            write(" a\nb \n\n");
            assertThat(source.fromFile(file)).isEqualTo(Secret.of(" a\nb \n"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-r--r--"})
        void should_be_read_by_its_owner_alone(String permissions) throws Exception {
            write("grün");
            permit(permissions);
            assertThat(source.fromFile(file)).isEqualTo(Secret.of("grün"));
            assertThat(warnings).containsExactly(file + " can be read by others than its owner: chmod 600 " + file);
        }

        @Test
        void has_to_be_there() {
            assertThatThrownBy(() -> source.fromFile(file))
                    .isInstanceOf(MissingSecretException.class)
                    .hasMessage("there is no file " + file
                            + ": create it with the secret as its only line, readable by its owner alone");
        }

        @Test
        void has_to_be_readable() throws Exception {
            write("grün");
            permit("-w-------");
            Assumptions.assumeFalse(Files.isReadable(file), "this user may read everything");
            assertThatThrownBy(() -> source.fromFile(file))
                    .hasMessage(file + " may not be read: make the user who runs this its owner");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "\r\n"})
        void has_to_hold_something(String text) throws Exception {
            write(text);
            assertThatThrownBy(() -> source.fromFile(file))
                    .hasMessage(file + " is empty: it has to hold the secret, and nothing else");
        }

        @Test
        void has_to_be_a_file() {
            assertThatThrownBy(() -> source.fromFile(folder))
                    .isInstanceOf(MissingSecretException.class)
                    .hasMessageStartingWith(folder + " cannot be read: ");
        }

        @Test
        void has_to_be_text() throws Exception {
            Files.write(file, "grün".getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> source.fromFile(file))
                    .hasMessage(file + " is no text: it has to hold the secret in UTF-8");
        }

        @Test
        void has_to_be_short() throws Exception {
            write("x".repeat((1 << 16) + 1));
            assertThatThrownBy(() -> source.fromFile(file))
                    .hasMessage(file + " is longer than 64 KiB: it has to hold the secret alone");
        }
    }
}

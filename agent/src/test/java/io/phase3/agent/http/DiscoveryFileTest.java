package io.phase3.agent.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryFileTest {
    private static final String LISTENING =
            "[{\"targets\": [\"127.0.0.1:8009\"], \"labels\": {\"job\": \"phase3-agent\"}}]\n";

    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("agent.json");
    }

    @Nested
    class When_it_is_written {
        @Test
        void it_is_what_Prometheus_reads() throws IOException {
            new DiscoveryFile(path()).write("127.0.0.1:8009");
            assertThat(path()).hasContent(LISTENING);
        }

        @Test
        void it_takes_the_place_of_an_older_one() throws IOException {
            Files.writeString(path(), "left over by a JVM that was killed, and longer than what comes".repeat(9));
            new DiscoveryFile(path()).write("127.0.0.1:8009");
            assertThat(path()).hasContent(LISTENING);
        }

        @Test
        void nothing_else_is_left_in_the_folder() throws IOException {
            new DiscoveryFile(path()).write("127.0.0.1:8009");
            assertThat(directory).isDirectoryContaining(path()::equals);
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(1);
            }
        }

        @Test
        void nobody_ever_reads_half_of_it() throws Exception {
            DiscoveryFile file = new DiscoveryFile(path());
            file.write("127.0.0.1:8009");
            AtomicBoolean done = new AtomicBoolean();
            Thread writer = new Thread(() -> {
                try {
                    for (int i = 0; i < 300; i++) {
                        file.write("127.0.0.1:8009");
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                } finally {
                    done.set(true);
                }
            });
            writer.start();
            while (!done.get()) {
                assertThat(Files.readString(path())).isEqualTo(LISTENING);
            }
            writer.join();
        }

        @Test
        void a_missing_folder_is_an_error() {
            DiscoveryFile file = new DiscoveryFile(directory.resolve("missing").resolve("agent.json"));
            assertThatThrownBy(() -> file.write("127.0.0.1:8009")).isInstanceOf(IOException.class);
        }
    }

    @Nested
    class When_it_is_deleted {
        @Test
        void it_is_gone() throws IOException {
            DiscoveryFile file = new DiscoveryFile(path());
            file.write("127.0.0.1:8009");
            file.delete();
            assertThat(path()).doesNotExist();
        }

        @Test
        void and_was_not_there_nobody_minds() {
            new DiscoveryFile(path()).delete();
            assertThat(path()).doesNotExist();
        }

        @Test
        void and_cannot_be_it_is_left() throws IOException {
            Files.createDirectories(path().resolve("in the way"));
            new DiscoveryFile(path()).delete();
            assertThat(path()).exists();
        }
    }
}

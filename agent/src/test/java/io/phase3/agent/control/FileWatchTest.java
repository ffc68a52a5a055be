package io.phase3.agent.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.settings.Fingerprint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    @TempDir
    private Path folder;

    private File file;
    private Map<File, Long> read;
    private final FileWatch watch = new FileWatch(() -> read);

    @BeforeEach
    void read() throws IOException {
        file = Files.writeString(folder.resolve("phase3.conf"), "one").toFile();
        readAgain();
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
    }

    private void readAgain() {
        read = Map.of(file, Fingerprint.of(file));
    }

    @Test
    void waits_until_nobody_writes_any_more_and_tells_once() throws IOException {
        Files.writeString(file.toPath(), "one and a half");
        assertThat(watch.look()).isFalse();
        Files.writeString(file.toPath(), "two, at last");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
    }

    @Test
    void does_not_mind_a_new_date() throws IOException {
        Files.setLastModifiedTime(file.toPath(), FileTime.fromMillis(1));
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isFalse();
    }

    @Test
    void notices_a_change_that_was_made_between_reading_and_the_first_look() throws IOException {
        FileWatch late = new FileWatch(() -> read);
        Files.writeString(file.toPath(), "two");
        assertThat(late.look()).isFalse();
        assertThat(late.look()).isTrue();
    }

    @Test
    void notices_another_file_under_the_name_of_the_same_size_and_date() throws IOException {
        Path other = Files.writeString(folder.resolve("other"), "two");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file.toPath()));
        Files.move(other, file.toPath(), StandardCopyOption.REPLACE_EXISTING);
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
    }

    @Test
    void notices_that_a_file_is_gone_once_and_that_it_is_back() throws IOException {
        Files.delete(file.toPath());
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
        readAgain();
        assertThat(watch.look()).isFalse();
        Files.writeString(file.toPath(), "one");
        assertThat(watch.look()).isFalse();
        assertThat(watch.look()).isTrue();
    }
}

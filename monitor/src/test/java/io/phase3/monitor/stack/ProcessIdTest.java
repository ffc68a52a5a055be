package io.phase3.monitor.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessIdTest {
    @Test
    void livesAsLongAsItsProcess() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        ProcessId id = ProcessId.of(process.toHandle());
        try {
            assertThat(id.isAlive()).isTrue();
            assertThat(id.started()).isEqualTo(process.info().startInstant());
        } finally {
            process.destroyForcibly().waitFor();
        }

        assertThat(id.isAlive()).isFalse();
        assertThat(id.started()).isEmpty();
    }

    @Test
    void isNotAnotherProcessThatGotTheSameNumber() {
        ProcessId own = ProcessId.of(ProcessHandle.current());

        assertThat(own.isAlive()).isTrue();
        assertThat(new ProcessId(own.pid(), own.birth() + "0").isAlive()).isFalse();
        assertThat(new ProcessId(own.pid(), "").isAlive()).isFalse();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isTheSameWhenSomebodySetsTheClock() throws IOException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();

        assertThat(ProcessId.of(ProcessHandle.current()).birth()).matches(boot + "\\+\\d+");
    }
}

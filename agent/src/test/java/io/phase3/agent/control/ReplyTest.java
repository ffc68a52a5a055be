package io.phase3.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.phase3.agent.config.Rule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyTest {
    @TempDir
    private Path folder;

    @Test
    void is_one_object_in_place_of_the_file_and_nothing_beside_it() throws IOException {
        Path file = Files.writeString(folder.resolve("reply"), "");
        new Reply("1.0", Reply.Did.REPORTED, "„fine“")
                .configuration(Optional.of(new File("/etc/phase3.conf")))
                .metrics(Optional.of("http://127.0.0.1:8009/metrics"))
                .report("{\"classes\":7}")
                .log(List.of("a line"))
                .write(file.toFile());
        JsonObject reply = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
        assertThat(reply)
                .hasToString("{\"did\":\"reported\",\"message\":\"„fine“\",\"version\":\"1.0\",\"java\":\""
                        + System.getProperty("java.version") + "\",\"configuration\":\"/etc/phase3.conf\","
                        + "\"metrics\":\"http://127.0.0.1:8009/metrics\",\"problems\":[],"
                        + "\"report\":{\"classes\":7},\"log\":[\"a line\"]}");
        assertThat(folder.toFile().list()).containsExactly("reply");
    }

    @Test
    void tells_what_a_reload_has_changed() {
        Rule rule = Rule.named("sales", "phase3.conf: 1").build();
        Reload reload = Reload.accepted(
                true, "read again", List.of(), Changes.between(List.of(), List.of(rule)), 2, List.of("bounds.leads"));
        assertThat(Reply.of("1.0", reload).json())
                .contains(
                        "\"did\":\"reloaded\"",
                        "\"changes\":{\"added\":[\"sales\"],\"removed\":[],\"changed\":[],"
                                + "\"unchanged\":0,\"classes\":2,\"needsRestart\":[\"bounds.leads\"]}");
    }

    @Test
    void leaves_nothing_where_it_cannot_be_put() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken/by")).getParent();
        assertThatThrownBy(() -> new Reply("1.0", Reply.Did.FAILED, "no").write(taken.toFile()))
                .isInstanceOf(IOException.class);
        assertThat(folder.toFile().list()).containsExactly("taken");
    }
}

package io.phase3.monitor.stack;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.phase3.monitor.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a stack, outside of which it writes nothing.
 *
 * @param root absolute
 */
record StackDirectory(Path root) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .build();

    /** The named one, or where the environment says that state belongs. */
    static StackDirectory of(Path named, Machine machine) {
        Path root = Optional.ofNullable(named)
                .or(() -> machine.variable("PHASE3_STACK_DIR").map(Path::of))
                .or(() -> machine.variable("XDG_STATE_HOME").map(Path::of).map(state -> state.resolve("phase3/stack")))
                .or(() -> machine.variable("HOME").map(Path::of).map(home -> home.resolve(".local/state/phase3/stack")))
                .orElseThrow(() -> new CommandFailure("neither HOME nor PHASE3_STACK_DIR is set;"
                        + " name a folder for the stack with --directory DIR"));
        return new StackDirectory(root.toAbsolutePath().normalize());
    }

    /** What the parts read. */
    Path config() {
        return root.resolve("config");
    }

    /** Where a part keeps what it knows. */
    Path data(Part part) {
        return root.resolve("data").resolve(part.toString());
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** What a part says. */
    Path log(Part part) {
        return logs().resolve(part + ".log");
    }

    /** What the supervisor says. */
    Path supervisorLog() {
        return logs().resolve("supervisor.log");
    }

    Path lock() {
        return root.resolve("lock");
    }

    private Path stateFile() {
        return root.resolve("stack.json");
    }

    /** Whether it is a stack's: what somebody else calls {@code config} or {@code data} is not ours to replace or delete. */
    boolean isOurs() {
        return Files.exists(lock());
    }

    /**
     * Makes what is missing of it.
     *
     * @throws CommandFailure if it may not be written, or is somebody else's
     */
    void create() {
        if (!isOurs() && Stream.of(config(), root.resolve("data"), logs()).anyMatch(Files::exists)) {
            throw new CommandFailure(root + " is no stack's folder, and has a config, data or logs of its own;"
                    + " name another one with --directory DIR");
        }
        try {
            // First of all, so that whoever is killed here leaves a folder that is ours.
            Files.createDirectories(root);
            if (!isOurs()) {
                Files.writeString(lock(), "", StandardOpenOption.CREATE);
            }
            Files.createDirectories(root.resolve("data"));
            Files.createDirectories(logs());
            Files.delete(Files.createTempFile(root, "writable", null));
        } catch (IOException e) {
            throw new CommandFailure("the stack's folder " + root + " cannot be written ("
                    + e.getClass().getSimpleName() + "); name another one with --directory DIR");
        }
    }

    /** What the stack says of itself; empty where none was started, or it was stopped. */
    Optional<StackState> state() {
        try {
            return Optional.of(JSON.readValue(Files.readString(stateFile()), StackState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JacksonException e) {
            throw new CommandFailure(stateFile() + " is damaged: " + e.getOriginalMessage()
                    + "; end what is left of the stack by hand, and delete the file");
        } catch (IOException e) {
            throw new CommandFailure(stateFile() + " cannot be read: " + e.getMessage());
        }
    }

    /** Writes it so that a reader sees all of it or what was there before. */
    void write(StackState state) throws IOException {
        Path next = root.resolve("stack.json.next");
        Files.writeString(next, JSON.writeValueAsString(state) + "\n");
        Files.move(next, stateFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** From now on nothing runs here. */
    void forget() throws IOException {
        Files.deleteIfExists(stateFile());
    }

    /** Deletes what a stack has made here, and nothing else that somebody may have put beside it. */
    void purge() throws IOException {
        for (String own :
                List.of("config", "config.next", "config.before", "data", "logs", "stack.json.next", "lock")) {
            deleteAll(root.resolve(own));
        }
        try (Stream<Path> left = Files.list(root)) {
            if (left.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(root);
    }

    /** Deletes a folder with all that is in it. */
    static void deleteAll(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}

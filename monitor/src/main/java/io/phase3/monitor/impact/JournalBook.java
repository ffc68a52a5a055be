package io.phase3.monitor.impact;

import io.phase3.agent.attribution.journal.Entry;
import io.phase3.agent.attribution.journal.Fingerprint;
import io.phase3.agent.attribution.journal.JournalReader;
import io.phase3.agent.attribution.model.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The journals of agents, where no ledger has collected them: of each kind and id the first entry counts, as in the ledger.
 *
 * <p>Used by one thread.
 */
final class JournalBook implements MoneyBook {
    private final List<Path> directories;
    private final Set<String> features = new TreeSet<>();
    private final Set<String> problems = new LinkedHashSet<>();

    JournalBook(List<Path> directories) {
        this.directories = List.copyOf(directories);
    }

    @Override
    public String name() {
        return directories.stream().map(Path::toString).collect(Collectors.joining(", ", "journals in ", ""));
    }

    @Override
    public void read(Instant start, Instant end, Consumer<Entry> entries) throws UnreadableException {
        long first = start.toEpochMilli();
        long tooLate = end.toEpochMilli();
        each(entry -> {
            if (entry.time() >= first && entry.time() < tooLate) {
                entries.accept(entry);
            }
        });
    }

    @Override
    public Map<String, Entry> conversions(Collection<String> ids) throws UnreadableException {
        Set<String> wanted = Set.copyOf(ids);
        Map<String, Entry> found = new HashMap<>();
        if (!wanted.isEmpty()) {
            each(entry -> {
                if (entry.kind() == Entry.Kind.CONVERSION && wanted.contains(entry.id())) {
                    found.put(entry.id(), entry);
                }
            });
        }
        return found;
    }

    /** Of what has been read. */
    @Override
    public Set<String> features() {
        return Set.copyOf(features);
    }

    /** Lines and files that could not be read: {@code file: line: reason}. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void each(Consumer<Entry> entries) throws UnreadableException {
        Set<UUID> known = new HashSet<>();
        for (Path directory : directories) {
            try {
                JournalReader.read(
                        directory,
                        entry -> {
                            if (entry.state() == Entry.State.COUNTED && known.add(key(entry))) {
                                features.addAll(entry.split()
                                        .map(Split::parts)
                                        .orElse(Map.of())
                                        .keySet());
                                entries.accept(entry);
                            }
                        },
                        problems::add);
            } catch (IOException e) {
                throw new UnreadableException(e.getMessage(), e);
            }
        }
    }

    private static UUID key(Entry entry) {
        Fingerprint fingerprint = Fingerprint.of(entry.kind(), entry.id());
        return new UUID(fingerprint.high(), fingerprint.low());
    }
}

package io.phase3.agent.explain;

import io.phase3.agent.message.Suggestion;
import io.phase3.agent.pattern.MethodPattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Remembers of the classes that were seen no more than finds, later, those that a pattern may have meant: their names and
 * super types, and for patterns with wildcards the few classes with the nearest names of methods.
 */
final class SeenClasses {
    private static final int NEAREST = 8;
    /** A class that is called the same in another package is meant, however long that package's name. */
    private static final int SAME_SIMPLE_NAME = 0;

    private final Map<String, SeenClass> classes = new ConcurrentHashMap<>();
    private final Map<MethodPattern, NavigableSet<Near>> near = new LinkedHashMap<>();
    private final Set<MethodPattern> matched = ConcurrentHashMap.newKeySet();

    /** @param patterns those that may turn out to match nothing */
    SeenClasses(Collection<MethodPattern> patterns) {
        for (MethodPattern pattern : patterns) {
            if (!pattern.typeName().isPresent()) {
                near.put(pattern, new TreeSet<>());
            }
        }
    }

    /** The pattern has found something: nobody will ask what else it may have meant. */
    void matched(MethodPattern pattern) {
        matched.add(pattern);
    }

    boolean isMatched(MethodPattern pattern) {
        return matched.contains(pattern);
    }

    void add(ClassLoader loader, String name, byte[] classFile) {
        SeenClass seen = new SeenClass(name, loader);
        classes.put(name, seen);
        try {
            add(seen, new ClassReader(classFile));
        } catch (RuntimeException unreadable) {
            // Its name is known even so.
        }
    }

    private void add(SeenClass seen, ClassReader reader) {
        seen.addSuperTypes(reader);
        Collection<String> methods = null;
        for (Map.Entry<MethodPattern, NavigableSet<Near>> entry : near.entrySet()) {
            MethodPattern pattern = entry.getKey();
            if (!isMatched(pattern) && pattern.couldMatchIn(seen.name)) {
                methods = methods == null ? methodNames(reader) : methods;
                keep(entry.getValue(), new Near(distance(pattern, methods), seen));
            }
        }
    }

    private static void keep(NavigableSet<Near> nearest, Near candidate) {
        synchronized (nearest) {
            nearest.add(candidate);
            if (nearest.size() > NEAREST) {
                nearest.pollLast();
            }
        }
    }

    private static int distance(MethodPattern pattern, Collection<String> methods) {
        if (!pattern.methodName().isPresent()) {
            return 0;
        }
        String wanted = pattern.methodName().get();
        return methods.stream()
                .mapToInt(method -> Suggestion.distance(wanted, method))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    private static Collection<String> methodNames(ClassReader reader) {
        Set<String> names = new HashSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        if ((access & Opcodes.ACC_SYNTHETIC) == 0) {
                            names.add(name);
                        }
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return names;
    }

    int count() {
        return classes.size();
    }

    /** The loaders of all the classes. */
    Set<ClassLoader> loaders() {
        return classes.values().stream().map(seen -> seen.loader).collect(Collectors.toSet());
    }

    /** The classes that the pattern's type names, of those with wildcards a few. */
    List<SeenClass> named(MethodPattern pattern) {
        NavigableSet<Near> nearest = near.get(pattern);
        if (nearest != null) {
            return nearest.stream().map(it -> it.seen).collect(Collectors.toList());
        }
        return classes.values().stream()
                .filter(seen -> pattern.couldMatchIn(seen.name))
                .sorted(Comparator.comparing(seen -> seen.name))
                .collect(Collectors.toList());
    }

    /** The class of this name, which may be written like {@code Outer.Inner}; or null. */
    SeenClass find(String name) {
        SeenClass seen = classes.get(name);
        for (String nested = name; seen == null && nested.lastIndexOf('.') >= 0; ) {
            int dot = nested.lastIndexOf('.');
            nested = nested.substring(0, dot) + '$' + nested.substring(dot + 1);
            seen = classes.get(nested);
        }
        return seen;
    }

    /** The classes that extend or implement the type, directly or not, by name; the type itself is none of them. */
    List<SeenClass> subtypes(String type) {
        Map<String, List<SeenClass>> bySuperType = new HashMap<>();
        for (SeenClass seen : classes.values()) {
            for (String superType : seen.superTypes) {
                bySuperType
                        .computeIfAbsent(superType, absent -> new ArrayList<>())
                        .add(seen);
            }
        }
        NavigableMap<String, SeenClass> found = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(type);
        while (!open.isEmpty()) {
            for (SeenClass subtype : bySuperType.getOrDefault(open.remove(), new ArrayList<>())) {
                if (found.put(subtype.name, subtype) == null) {
                    open.add(subtype.name);
                }
            }
        }
        return new ArrayList<>(found.values());
    }

    /** The classes whose names are nearest to one that does not exist, the nearest first. */
    List<SeenClass> likelyMeant(String name) {
        int most = Math.max(3, name.length() / 8);
        NavigableSet<Near> nearest = new TreeSet<>();
        for (SeenClass seen : classes.values()) {
            if (seen.isAnonymous()) {
                continue;
            }
            int distance = simpleName(seen.name).equals(simpleName(name))
                    ? SAME_SIMPLE_NAME
                    : Math.abs(seen.name.length() - name.length()) > most
                            ? Integer.MAX_VALUE
                            : Suggestion.distance(name, seen.name);
            if (distance <= most) {
                keep(nearest, new Near(distance, seen));
            }
        }
        return nearest.stream().map(it -> it.seen).collect(Collectors.toList());
    }

    private static String simpleName(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** A class that was seen. */
    static final class SeenClass {
        final String name;
        final ClassLoader loader;
        private final List<String> superTypes = new ArrayList<>(2);

        SeenClass(String name, ClassLoader loader) {
            this.name = name;
            this.loader = loader;
        }

        private void addSuperTypes(ClassReader reader) {
            if (reader.getSuperName() != null) {
                superTypes.add(reader.getSuperName().replace('/', '.'));
            }
            for (String implemented : reader.getInterfaces()) {
                superTypes.add(implemented.replace('/', '.'));
            }
        }

        private boolean isAnonymous() {
            int dollar = name.lastIndexOf('$');
            return dollar >= 0 && dollar + 1 < name.length() && Character.isDigit(name.charAt(dollar + 1));
        }
    }

    /** A class and how far it is from what was meant. */
    private static final class Near implements Comparable<Near> {
        private static final Comparator<Near> ORDER =
                Comparator.<Near>comparingInt(near -> near.distance).thenComparing(near -> near.seen.name);

        private final int distance;
        private final SeenClass seen;

        Near(int distance, SeenClass seen) {
            this.distance = distance;
            this.seen = seen;
        }

        @Override
        public int compareTo(Near other) {
            return ORDER.compare(this, other);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Near && compareTo((Near) other) == 0;
        }

        @Override
        public int hashCode() {
            return seen.name.hashCode();
        }
    }
}

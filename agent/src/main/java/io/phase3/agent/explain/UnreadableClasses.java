package io.phase3.agent.explain;

import io.phase3.agent.explain.Finding.Severity;
import io.phase3.agent.pattern.MethodPattern;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.pool.TypePool;

/** The classes that cannot be looked at, and so not be woven. */
final class UnreadableClasses {
    private static final int MAGIC = 0xCAFEBABE;
    /** The class file version of Java 8 is 52. */
    private static final int VERSION_OF_JAVA = 44;

    private final Collection<MethodPattern> patterns;
    private final Map<String, Remark> remarks = new ConcurrentHashMap<>();

    /** @param patterns of the user's rules: of a class that one may mean it matters */
    UnreadableClasses(Collection<MethodPattern> patterns) {
        this.patterns = patterns;
    }

    void add(String className, byte[] classFile, Throwable failure) {
        boolean isMeant = patterns.stream()
                .anyMatch(pattern -> pattern.typeName().isPresent()
                        && !pattern.superType().isPresent()
                        && pattern.couldMatchIn(className));
        remarks.put(
                className,
                new Remark(isMeant ? Severity.ERROR : Severity.WARNING, "class-failed", reason(classFile, failure)));
    }

    boolean contains(String className) {
        return remarks.containsKey(className);
    }

    private static String reason(byte[] classFile, Throwable failure) {
        if (failure instanceof TypePool.Resolution.NoSuchTypeException) {
            return "not woven: it needs the class " + ((TypePool.Resolution.NoSuchTypeException) failure).getName()
                    + ", which is not on the class path";
        }
        if (classFile.length < 8 || ((number(classFile, 0) << 16) | number(classFile, 2)) != MAGIC) {
            return "not woven: it is no class file";
        }
        return failure instanceof IllegalArgumentException
                ? "not woven: its class file is of Java " + (number(classFile, 6) - VERSION_OF_JAVA)
                        + ", which is newer than the agent knows"
                : "not woven: its class file is broken: " + failure;
    }

    private static int number(byte[] classFile, int offset) {
        return ((classFile[offset] & 0xFF) << 8) | (classFile[offset + 1] & 0xFF);
    }

    /** One finding for each reason, with the classes that it holds for. */
    List<Finding> findings() {
        Remark.Collected collected = new Remark.Collected();
        new TreeMap<>(remarks).forEach((className, remark) -> collected.add(remark, className));
        return collected.findings("class path");
    }
}

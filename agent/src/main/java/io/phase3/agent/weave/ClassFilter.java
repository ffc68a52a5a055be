package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;
import io.phase3.agent.pattern.MethodPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Decides in microseconds whether any rule could match a class: may say yes for nothing, never says no wrongly.
 *
 * <p>Looks at the class's name, then at its constant pool for the names and annotations that rules ask for, then
 * at the names of its methods, and last at whether it could be a subtype of what a pattern names: of a library that the
 * class loader does not see, nothing can. Only what passes is parsed by Byte Buddy.
 */
public final class ClassFilter {
    /** The packages of the JDK whose types have no super types elsewhere. */
    private static final List<String> CORE = Arrays.asList("java.lang.", "java.util.", "java.io.");

    private final List<MethodPattern> patterns = new ArrayList<>();
    /** Those of built-in rules: if they find nothing in the class that they name, somebody has to be told. */
    private final List<MethodPattern> builtIn = new ArrayList<>();

    private final VisibleTypes visibleTypes = new VisibleTypes();
    private final List<String> annotations = AnnotatedRules.descriptors();
    private final ConstantPool constants;

    public ClassFilter(List<Rule> rules) {
        Set<String> texts = new HashSet<>(annotations);
        for (Rule rule : rules) {
            for (MethodPattern pattern : rule.methods()) {
                patterns.add(pattern);
                if (rule.builtIn()) {
                    builtIn.add(pattern);
                }
                pattern.methodName().ifPresent(texts::add);
                pattern.annotationDescriptor().ifPresent(texts::add);
            }
        }
        constants = new ConstantPool(texts);
    }

    /** Whether a rule could match in the class, or is built in and should. */
    public boolean mayMatch(ClassLoader loader, String binaryName, byte[] classFile) {
        if (binaryName.equals(Weaver.FACADE) || isNamedByBuiltIn(binaryName)) {
            return true;
        }
        ClassReader reader = new ClassReader(classFile);
        Collection<String> found = constants.find(reader, classFile);
        for (String annotation : annotations) {
            if (found.contains(annotation)) {
                return true;
            }
        }
        Set<String> declared = null;
        for (MethodPattern pattern : patterns) {
            if (pattern.couldMatchIn(binaryName) && mentions(found, pattern)) {
                if (pattern.methodName().isPresent()) {
                    // A class that calls close() mentions it too; the one that declares it is one in a hundred.
                    declared = declared == null ? declaredMethods(reader) : declared;
                    if (!declared.contains(pattern.methodName().get())) {
                        continue;
                    }
                }
                if (mayHaveType(pattern, loader, binaryName, reader)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNamedByBuiltIn(String binaryName) {
        for (MethodPattern pattern : builtIn) {
            if (pattern.namesMethodOf(binaryName)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the class may be, or inherit from, the type that the pattern names. */
    private boolean mayHaveType(MethodPattern pattern, ClassLoader loader, String binaryName, ClassReader reader) {
        String type = pattern.superType().orElse(binaryName);
        if (type.equals(binaryName) || type.startsWith("java.")) {
            return true;
        }
        List<String> parents = parentsOutsideOfCore(reader);
        return !parents.isEmpty() && (parents.contains(type) || visibleTypes.isVisible(type, loader));
    }

    private static List<String> parentsOutsideOfCore(ClassReader reader) {
        return Stream.concat(Stream.of(reader.getSuperName()), Stream.of(reader.getInterfaces()))
                .filter(Objects::nonNull)
                .map(name -> name.replace('/', '.'))
                .filter(name -> CORE.stream().noneMatch(name::startsWith))
                .collect(Collectors.toList());
    }

    private static boolean mentions(Collection<String> found, MethodPattern pattern) {
        return pattern.methodName().map(found::contains).orElse(true)
                && pattern.annotationDescriptor().map(found::contains).orElse(true);
    }

    private static Set<String> declaredMethods(ClassReader reader) {
        Set<String> names = new HashSet<>();
        reader.accept(
                new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        names.add(name);
                        return null;
                    }
                },
                ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return names;
    }
}

package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;
import io.phase3.agent.pattern.MethodPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Decides in microseconds whether any rule could match a class: may say yes for nothing, never says no wrongly.
 *
 * <p>Looks at the class's name, then at its constant pool for the names and annotations that rules ask for, then
 * at the names of its methods. Only what passes is parsed by Byte Buddy.
 */
final class ClassFilter {
    private final List<MethodPattern> patterns = new ArrayList<>();
    private final List<String> annotations = AnnotatedRules.descriptors();
    private final ConstantPool constants;

    ClassFilter(List<Rule> rules) {
        Set<String> texts = new HashSet<>(annotations);
        for (Rule rule : rules) {
            for (MethodPattern pattern : rule.methods()) {
                patterns.add(pattern);
                pattern.methodName().ifPresent(texts::add);
                pattern.annotationDescriptor().ifPresent(texts::add);
            }
        }
        constants = new ConstantPool(texts);
    }

    /** Whether a rule could match in the class. */
    boolean mayMatch(String binaryName, byte[] classFile) {
        if (binaryName.equals(Weaver.FACADE)) {
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
                if (!pattern.methodName().isPresent()) {
                    return true;
                }
                // A class that calls close() mentions it too; the one that declares it is one in a hundred.
                declared = declared == null ? declaredMethods(reader) : declared;
                if (declared.contains(pattern.methodName().get())) {
                    return true;
                }
            }
        }
        return false;
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

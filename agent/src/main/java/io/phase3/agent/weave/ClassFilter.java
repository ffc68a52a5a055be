package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;
import io.phase3.agent.pattern.MethodPattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;

/**
 * Decides in microseconds whether any rule could match a class: may say yes for nothing, never says no wrongly.
 *
 * <p>Looks at the class's name, then at its constant pool for the names and annotations that rules ask for. Only what
 * passes is parsed by Byte Buddy.
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

    /** Whether a rule could match in the class, by its name alone. */
    boolean mayMatch(String binaryName) {
        for (MethodPattern pattern : patterns) {
            if (pattern.couldMatchIn(binaryName)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a rule could match in the class. */
    boolean mayMatch(String binaryName, byte[] classFile) {
        Collection<String> found = constants.find(new ClassReader(classFile), classFile);
        for (String annotation : annotations) {
            if (found.contains(annotation)) {
                return true;
            }
        }
        for (MethodPattern pattern : patterns) {
            if (pattern.couldMatchIn(binaryName)
                    && pattern.methodName().map(found::contains).orElse(true)
                    && pattern.annotationDescriptor().map(found::contains).orElse(true)) {
                return true;
            }
        }
        return false;
    }
}

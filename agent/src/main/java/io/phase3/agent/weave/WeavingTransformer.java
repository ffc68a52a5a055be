package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.ExpressionCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.utility.StreamDrainer;

/** Sees every class that the JVM loads, and hands the few that a rule could match to the weaver. */
public final class WeavingTransformer implements ClassFileTransformer {
    private final ExpressionCompiler compiler;
    private final Sites sites;
    private final WeaveListener listener;
    private volatile RulesAtWork current;

    public WeavingTransformer(List<Rule> rules, ExpressionCompiler compiler, Sites sites, WeaveListener listener) {
        this.compiler = compiler;
        this.sites = sites;
        this.listener = listener;
        this.current = new RulesAtWork(rules);
    }

    /** Weaves classes from now on, and those that are loaded already. */
    public void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
        ClassFilter filter = current.filter;
        reweaving(instrumentation, type -> {
                    byte[] classFile = classFileOf(type);
                    return classFile != null && filter.mayMatch(type.getClassLoader(), type.getName(), classFile);
                })
                .look();
    }

    /**
     * Weaves by other rules from now on.
     *
     * @param concerned the rules that are not what they were, both versions of each
     * @param others the names of further rules whose methods are to be woven again
     * @return what weaves, of the classes that are loaded already, only those again in which a version of the concerned
     *     rules is woven or could be
     */
    public Reweaving adopt(
            List<Rule> rules, Collection<Rule> concerned, Collection<String> others, Instrumentation instrumentation) {
        RulesAtWork next = new RulesAtWork(rules);
        Set<String> woven = sites.change(names(concerned), others, () -> current = next);
        ClassFilter filter = new ClassFilter(new ArrayList<>(concerned));
        return reweaving(instrumentation, type -> {
            String name = type.getName();
            if (woven.contains(name)) {
                return true;
            }
            byte[] classFile = filter.mayConcern(name) ? classFileOf(type) : null;
            return classFile != null && filter.mayConcern(type.getClassLoader(), name, classFile);
        });
    }

    private Reweaving reweaving(Instrumentation instrumentation, Reweaving.Selection selection) {
        return new Reweaving(
                instrumentation, type -> isOfApplication(type.getClassLoader()) && selection.includes(type), listener);
    }

    private static Set<String> names(Collection<Rule> rules) {
        return rules.stream().map(Rule::name).collect(Collectors.toSet());
    }

    private static byte[] classFileOf(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream('/' + type.getName().replace('.', '/') + ".class")) {
            return in == null ? null : StreamDrainer.DEFAULT.drain(in);
        }
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String internalName, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (internalName == null || !isOfApplication(loader)) {
            return null;
        }
        String className = internalName.replace('/', '.');
        try {
            RulesAtWork rules;
            byte[] woven;
            do {
                rules = current;
                woven = rules.weave(loader, className, classFile);
            } while (rules != current);
            return woven;
        } catch (Throwable failure) {
            listener.classFailed(className, failure);
            return null;
        }
    }

    /** Rules that hold at the same time, with what decides and weaves by them. */
    private final class RulesAtWork {
        private final List<Rule> rules;
        private final ClassFilter filter;
        private Weaver weaver;

        RulesAtWork(List<Rule> rules) {
            this.rules = rules;
            this.filter = new ClassFilter(rules);
        }

        byte[] weave(ClassLoader loader, String className, byte[] classFile) {
            return filter.mayMatch(loader, className, classFile) ? weaver().weave(loader, className, classFile) : null;
        }

        /** Created with the first class that may match: Byte Buddy takes longer to start than most programs. */
        private synchronized Weaver weaver() {
            if (weaver == null) {
                weaver = new Weaver(rules, compiler, sites, listener, () -> current == this);
            }
            return weaver;
        }
    }

    /** Shows every loaded class of the application for which there is a class file. */
    public static void forEachClass(Instrumentation instrumentation, ClassFileVisitor visitor) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isOfApplication(type.getClassLoader()) && instrumentation.isModifiableClass(type)) {
                try {
                    byte[] classFile = classFileOf(type);
                    if (classFile != null) {
                        visitor.visit(type, classFile);
                    }
                } catch (IOException | LinkageError | RuntimeException unreadable) {
                    // Goes on without the class: the weaver has said what is wrong with it.
                }
            }
        }
    }

    /** The JDK is left alone, and so is the agent. */
    private static boolean isOfApplication(ClassLoader loader) {
        return loader != null
                && loader != WeavingTransformer.class.getClassLoader()
                && loader != WeavingTransformer.class.getClassLoader().getParent();
    }

    /** Looks at class files. */
    public interface ClassFileVisitor {
        /** A loaded class, and its class file as it was before anybody changed it. */
        void visit(Class<?> type, byte[] classFile);
    }
}

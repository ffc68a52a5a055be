package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.ExpressionCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.utility.StreamDrainer;

/** Sees every class that the JVM loads, and hands the few that a rule could match to the weaver. */
public final class WeavingTransformer implements ClassFileTransformer {
    /** All threads stand still while a batch is replaced. */
    private static final int BATCH = 64;

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
        reweave(instrumentation, (type, name) -> {
            byte[] classFile = classFileOf(type);
            return classFile != null && filter.mayMatch(type.getClassLoader(), name, classFile);
        });
    }

    /**
     * Weaves by other rules from now on. Of the classes that are loaded already only those are woven again in which a
     * version of the concerned rules is woven or could be.
     *
     * @param concerned the rules that are not what they were, both versions of each
     * @param others the names of further rules whose methods are to be woven again
     * @return how many loaded classes were woven again
     */
    public int adopt(
            List<Rule> rules, Collection<Rule> concerned, Collection<String> others, Instrumentation instrumentation) {
        current = new RulesAtWork(rules);
        Set<String> changed = names(concerned);
        Set<String> woven = sites.classesOf(changed);
        woven.addAll(sites.classesOf(others));
        sites.recount(changed, names(rules));
        ClassFilter filter = new ClassFilter(new ArrayList<>(concerned));
        return reweave(instrumentation, (type, name) -> {
            if (woven.contains(name)) {
                return true;
            }
            byte[] classFile = filter.mayConcern(name) ? classFileOf(type) : null;
            return classFile != null && filter.mayConcern(type.getClassLoader(), name, classFile);
        });
    }

    private static Set<String> names(Collection<Rule> rules) {
        return rules.stream().map(Rule::name).collect(Collectors.toSet());
    }

    /** Says of a loaded class, which it also gets by name, whether it has to be woven again. */
    private interface Selection {
        boolean includes(Class<?> type, String name) throws IOException;
    }

    private int reweave(Instrumentation instrumentation, Selection selection) {
        Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        int woven = 0;
        // Twice, because a class that somebody is just loading has been woven, but is not among the loaded ones yet.
        for (int look = 0; look < 2; look++) {
            List<Class<?>> batch = new ArrayList<>(BATCH);
            for (Class<?> type : instrumentation.getAllLoadedClasses()) {
                if (isOfApplication(type.getClassLoader())
                        && seen.add(type)
                        && instrumentation.isModifiableClass(type)
                        && isIncluded(type, selection)) {
                    batch.add(type);
                    if (batch.size() == BATCH) {
                        woven += retransform(batch, instrumentation);
                        batch.clear();
                    }
                }
            }
            woven += retransform(batch, instrumentation);
        }
        return woven;
    }

    private boolean isIncluded(Class<?> type, Selection selection) {
        try {
            return selection.includes(type, type.getName());
        } catch (IOException | LinkageError | RuntimeException e) {
            listener.classFailed(type.getName(), e);
            return false;
        }
    }

    /** Together, and each alone if that fails: then one of them is to blame. */
    private int retransform(List<Class<?>> types, Instrumentation instrumentation) {
        if (types.isEmpty()) {
            return 0;
        }
        try {
            instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
            return types.size();
        } catch (UnmodifiableClassException | LinkageError | RuntimeException e) {
            if (types.size() == 1) {
                listener.classFailed(types.get(0).getName(), e);
                return 0;
            }
            int woven = 0;
            for (Class<?> type : types) {
                woven += retransform(Collections.singletonList(type), instrumentation);
            }
            return woven;
        }
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
                weaver = new Weaver(rules, compiler, sites, listener);
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

package io.phase3.agent.weave;

import io.phase3.agent.config.Rule;
import io.phase3.agent.expression.ExpressionCompiler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.utility.StreamDrainer;

/** Sees every class that the JVM loads, and hands the few that a rule could match to the weaver. */
public final class WeavingTransformer implements ClassFileTransformer {
    private final ClassFilter filter;
    private final List<Rule> rules;
    private final ExpressionCompiler compiler;
    private final Sites sites;
    private final WeaveListener listener;
    private Weaver weaver;

    public WeavingTransformer(List<Rule> rules, ExpressionCompiler compiler, Sites sites, WeaveListener listener) {
        this.filter = new ClassFilter(rules);
        this.rules = rules;
        this.compiler = compiler;
        this.sites = sites;
        this.listener = listener;
    }

    /** Weaves classes from now on, and those that are loaded already. */
    public void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isOfApplication(type.getClassLoader()) && instrumentation.isModifiableClass(type)) {
                reweave(type, instrumentation);
            }
        }
    }

    private void reweave(Class<?> type, Instrumentation instrumentation) {
        String classFile = '/' + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(classFile)) {
            if (in != null && filter.mayMatch(type.getClassLoader(), type.getName(), StreamDrainer.DEFAULT.drain(in))) {
                instrumentation.retransformClasses(type);
            }
        } catch (IOException | UnmodifiableClassException | LinkageError | RuntimeException e) {
            listener.classFailed(type.getName(), e);
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
            return filter.mayMatch(loader, className, classFile) ? weaver().weave(loader, className, classFile) : null;
        } catch (Throwable failure) {
            listener.classFailed(className, failure);
            return null;
        }
    }

    /** Created with the first class that may match: Byte Buddy takes longer to start than most programs. */
    private synchronized Weaver weaver() {
        if (weaver == null) {
            weaver = new Weaver(rules, compiler, sites, listener);
        }
        return weaver;
    }

    /** The JDK is left alone, and so is the agent. */
    private static boolean isOfApplication(ClassLoader loader) {
        return loader != null
                && loader != WeavingTransformer.class.getClassLoader()
                && loader != WeavingTransformer.class.getClassLoader().getParent();
    }
}

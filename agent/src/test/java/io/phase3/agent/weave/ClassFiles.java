package io.phase3.agent.weave;

import java.io.IOException;
import java.io.UncheckedIOException;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** Classes as the weaver sees them: files that nobody has loaded. */
final class ClassFiles {
    private static final ClassFileLocator CLASS_PATH = ClassFileLocator.ForClassLoader.ofSystemLoader();

    private ClassFiles() {}

    static byte[] bytes(Class<?> type) {
        try {
            return CLASS_PATH.locate(type.getName()).resolve();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TypeDescription describe(Class<?> type) {
        return new TypePool.Default(
                        new TypePool.CacheProvider.Simple(), CLASS_PATH, TypePool.Default.ReaderMode.EXTENDED)
                .describe(type.getName())
                .resolve();
    }

    /** The one method of that name, read anew each time, as if another class loader loaded its class. */
    static MethodDescription.InDefinedShape method(Class<?> type, String name) {
        return describe(type)
                .getDeclaredMethods()
                .filter(ElementMatchers.named(name).and(ElementMatchers.not(ElementMatchers.isSynthetic())))
                .getOnly();
    }
}

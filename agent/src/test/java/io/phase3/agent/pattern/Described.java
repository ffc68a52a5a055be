package io.phase3.agent.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** Methods as the agent and the command line see them: of a loaded type, and of a class file that nobody loaded. */
final class Described {
    private static final ClassFileLocator CLASS_PATH = ClassFileLocator.ForClassLoader.ofSystemLoader();

    private Described() {}

    static List<TypeDescription> types(Class<?> type) {
        return List.of(
                TypeDescription.ForLoadedType.of(type),
                pool(CLASS_PATH).describe(type.getName()).resolve(),
                lazyPool(CLASS_PATH).describe(type.getName()).resolve());
    }

    static TypePool pool(ClassFileLocator files) {
        return new TypePool.Default(new TypePool.CacheProvider.Simple(), files, TypePool.Default.ReaderMode.FAST);
    }

    static TypePool lazyPool(ClassFileLocator files) {
        return new TypePool.Default.WithLazyResolution(
                new TypePool.CacheProvider.Simple(), files, TypePool.Default.ReaderMode.FAST);
    }

    static List<MethodDescription.InDefinedShape> methods(Class<?> type, String name) {
        List<MethodDescription.InDefinedShape> found = new ArrayList<>();
        for (TypeDescription description : types(type)) {
            for (MethodDescription.InDefinedShape method : description.getDeclaredMethods()) {
                if (method.getInternalName().equals(name)) {
                    found.add(method);
                }
            }
        }
        assertThat(found).as("%s.%s", type, name).isNotEmpty();
        return found;
    }

    /** The one method of that name that is not the compiler's. */
    static List<MethodDescription.InDefinedShape> written(Class<?> type, String name) {
        return methods(type, name).stream().filter(m -> !m.isSynthetic()).toList();
    }

    static void assertMatch(String pattern, Class<?> type, String name) {
        for (MethodDescription.InDefinedShape method : written(type, name)) {
            assertThat(mismatch(pattern, method))
                    .as("%s on %s", pattern, method)
                    .isEmpty();
        }
    }

    static void assertNoMatch(String pattern, Class<?> type, String name, String part, String reason) {
        for (MethodDescription.InDefinedShape method : written(type, name)) {
            assertThat(mismatch(pattern, method))
                    .as("%s on %s", pattern, method)
                    .hasValueSatisfying(mismatch -> {
                        assertThat(mismatch.part()).isEqualTo(part);
                        assertThat(mismatch.reason()).isEqualTo(reason);
                    });
        }
    }

    /** The mismatch, after checking that both answers agree. */
    static Optional<Mismatch> mismatch(String text, MethodDescription.InDefinedShape method) {
        MethodPattern pattern = MethodPattern.parse(text);
        Optional<Mismatch> mismatch = pattern.mismatch(method);
        assertThat(pattern.matches(method)).isEqualTo(mismatch.isEmpty());
        return mismatch;
    }
}

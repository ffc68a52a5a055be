package io.phase3.agent.weave;

import java.io.IOException;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/** A class as class files describe it, its own and those of the types around it: nothing is loaded by looking at it. */
public final class DescribedClass {
    private final TypeDescription type;
    private final ClassFileLocator locator;

    private DescribedClass(TypeDescription type, ClassFileLocator locator) {
        this.type = type;
        this.locator = locator;
    }

    /**
     * The class of this class file.
     *
     * @param loader finds the class files of the types around it
     * @throws RuntimeException if the class file cannot be read
     */
    public static DescribedClass of(ClassLoader loader, String className, byte[] classFile) {
        return describe(
                className,
                new ClassFileLocator.Compound(ClassFileLocator.Simple.of(className, classFile), aroundOf(loader)));
    }

    /**
     * The class whose class file the loader finds.
     *
     * @throws RuntimeException if it finds none, or one that cannot be read
     */
    public static DescribedClass of(ClassLoader loader, String className) {
        return describe(className, aroundOf(loader));
    }

    private static DescribedClass describe(String className, ClassFileLocator locator) {
        return new DescribedClass(typePool(locator).describe(className).resolve(), locator);
    }

    private static ClassFileLocator aroundOf(ClassLoader loader) {
        return new ClassFileLocator.Compound(
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofBootLoader(),
                ClassFileLocator.ForClassLoader.ofPlatformLoader(),
                new OwnAnnotations());
    }

    /** Reads debug information too: it has the names of parameters. */
    private static TypePool typePool(ClassFileLocator locator) {
        return new TypePool.Default(new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.EXTENDED);
    }

    /** What the class files say of the class. */
    public TypeDescription type() {
        return type;
    }

    /** Finds the class files that were looked at. */
    ClassFileLocator locator() {
        return locator;
    }

    /**
     * Where the application has our annotations at compile time only, we still know them. Nothing else of ours is part of
     * the application, above all not what else is on the class path of whoever only looks at it.
     */
    private static final class OwnAnnotations implements ClassFileLocator {
        private final ClassFileLocator ours = ClassFileLocator.ForClassLoader.of(DescribedClass.class.getClassLoader());

        @Override
        public Resolution locate(String name) throws IOException {
            return name.startsWith(AnnotatedRules.PACKAGE) ? ours.locate(name) : new Resolution.Illegal(name);
        }

        @Override
        public void close() throws IOException {
            ours.close();
        }
    }
}

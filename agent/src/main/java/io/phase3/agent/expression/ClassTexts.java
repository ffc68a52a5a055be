package io.phase3.agent.expression;

import java.lang.reflect.Proxy;
import java.util.regex.Pattern;

/** Classes as text: the simple name that somebody wrote in a source, whatever was generated from it. */
final class ClassTexts extends ClassValue<String> {
    private static final ClassTexts TEXTS = new ClassTexts();

    /**
     * What generators append: lambdas ({@code $$Lambda/0x…}), hidden classes ({@code /0x…}), Spring ({@code
     * $$SpringCGLIB$$0}), Javassist ({@code _$$_jvst}), Hibernate, Weld and CDI proxies.
     */
    private static final Pattern GENERATED =
            Pattern.compile("(?<=.)(_?\\$\\$.*|\\$(Hibernate)?Proxy([$0-9].*)?|_(Client)?Proxy|_Subclass|/.*)$");

    /** Anonymous classes inside of the class before them. */
    private static final Pattern ANONYMOUS = Pattern.compile("(\\$[0-9]+)+$");

    private ClassTexts() {}

    /** {@code Session} for {@code com.acme.Chat$Session$$SpringCGLIB$$0}; the interface's name for a JDK proxy. */
    static String of(Class<?> type) {
        return TEXTS.get(type);
    }

    @Override
    protected String computeValue(Class<?> type) {
        if (Proxy.isProxyClass(type) && type.getInterfaces().length > 0) {
            return of(type.getInterfaces()[0]);
        }
        try {
            return type.getEnclosingClass() == null ? ofTopLevel(type) : ofEnclosed(type);
        } catch (LinkageError | InternalError malformed) {
            // A class that it refers to is missing, or a compiler other than Java's named it against Java's rules.
            return ofBinaryName(type.getName());
        }
    }

    private static String ofEnclosed(Class<?> type) {
        return type.isAnonymousClass() ? of(type.getEnclosingClass()) : type.getSimpleName();
    }

    private static String ofTopLevel(Class<?> type) {
        return type.isArray() ? of(type.getComponentType()) + "[]" : ofBinaryName(type.getName());
    }

    /** A generated class is nested nowhere: only its name tells where its origin is. */
    private static String ofBinaryName(String binaryName) {
        int host = binaryName.indexOf('/');
        String name = binaryName.substring(binaryName.lastIndexOf('.', host < 0 ? binaryName.length() : host) + 1);
        String origin = GENERATED.matcher(name).replaceFirst("");
        if (origin.equals(name)) {
            return name;
        }
        String named = ANONYMOUS.matcher(origin).replaceFirst("");
        return named.substring(named.lastIndexOf('$') + 1);
    }
}

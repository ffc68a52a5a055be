package io.phase3.agent.expression;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** How the names of properties and of the methods that read them follow from each other. */
final class Names {
    /** What the class is called that builds the objects of the class in which it is nested. */
    static final String BUILDER = "Builder";

    /** Methods of libraries that do nothing but read, though neither a field nor a builder's method is called like them. */
    private static final Set<String> KNOWN_ACCESSORS = new HashSet<>(Arrays.asList("channel", "statusCode"));

    private Names() {}

    static boolean isKnownAccessor(String method) {
        return KNOWN_ACCESSORS.contains(method);
    }

    /** {@code salePrice} gives {@code getSalePrice}; null if such a method does more than read ({@code getAndSet}). */
    static String getter(String property) {
        String name = "get" + capitalised(property);
        return isUpdate(name) ? null : name;
    }

    /** {@code active} gives {@code isActive}. */
    static String question(String property) {
        return "is" + capitalised(property);
    }

    /** The property that a method of this name would read if it took no parameters: {@code isActive} gives {@code active}; or null. */
    static String property(String method) {
        int prefix = method.startsWith("get") ? 3 : method.startsWith("is") ? 2 : 0;
        if (prefix == 0 || method.length() == prefix || isUpdate(method)) {
            return null;
        }
        String rest = method.substring(prefix);
        boolean acronym = rest.length() > 1 && Character.isUpperCase(rest.charAt(1));
        if (!Character.isUpperCase(rest.charAt(0))) {
            return null;
        }
        return acronym ? rest : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }

    /** The atomic classes' {@code getAndIncrement} and its sisters; not {@code getAndroidVersion}. */
    private static boolean isUpdate(String method) {
        return method.startsWith("getAnd") && (method.length() == 6 || Character.isUpperCase(method.charAt(6)));
    }

    private static String capitalised(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}

package io.phase3.agent.expression;

import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Map;

/**
 * How a property of one name is read from the objects of each class, found once per class.
 *
 * <p>A reader holds method handles, and thereby the application's classes. It is kept by the very class whose objects it
 * reads, so the agent never keeps an application's class loader alive.
 */
final class Property extends ClassValue<Property.Known> {
    private final String name;
    private final boolean lenient;
    private final MemberAccess access;

    /** Mostly there is but one class. Weak, because only the class itself may keep it; a race costs a look-up. */
    private WeakReference<Known> first = new WeakReference<>(null);

    /** A class and its reader. */
    static final class Known {
        private final Class<?> type;
        private final PropertyReader reader;

        private Known(Class<?> type, PropertyReader reader) {
            this.type = type;
            this.reader = reader;
        }
    }

    /** @param lenient whether the property is absent from objects of a class that has none, which is no failure */
    Property(String name, boolean lenient, MemberAccess access) {
        this.name = name;
        this.lenient = lenient;
        this.access = access;
    }

    /** How to read the property from objects of the class; for the class that was asked for first it is at hand. */
    PropertyReader of(Class<?> type) {
        Known known = first.get();
        if (known == null) {
            known = get(type);
            first = new WeakReference<>(known);
        }
        return (known.type == type ? known : get(type)).reader;
    }

    /** Never throws: what goes wrong here would go wrong again at the next call, so it is kept like any other answer. */
    @Override
    protected Known computeValue(Class<?> type) {
        return new Known(type, readerOf(type));
    }

    private PropertyReader readerOf(Class<?> type) {
        try {
            return find(type);
        } catch (Throwable failure) {
            return PropertyReader.none("property '" + name + "' of " + type.getName() + " cannot be read: " + failure);
        }
    }

    private PropertyReader find(Class<?> type) throws IllegalAccessException {
        if (Map.class.isAssignableFrom(type)) {
            return new PropertyReader.OfMap(name);
        }
        Method method = method(type);
        if (method != null) {
            return new PropertyReader.Handle(access.reader(method));
        }
        Field field = publicField(type);
        return field != null ? new PropertyReader.Handle(access.reader(field)) : builtIn(type);
    }

    /** In the order of {@link DeclaredProperties#find}. */
    private Method method(Class<?> type) {
        Method getter = Names.getter(name) == null ? null : reader(type, Names.getter(name));
        if (getter != null) {
            return getter;
        }
        Method accessor = hasAccessor(type) ? reader(type, name) : null;
        if (accessor != null) {
            return accessor;
        }
        Method question = reader(type, Names.question(name));
        boolean asks = question != null
                && (question.getReturnType() == boolean.class || question.getReturnType() == Boolean.class);
        return asks ? question : null;
    }

    private static Method reader(Class<?> type, String method) {
        try {
            Method candidate = type.getMethod(method);
            boolean reads = candidate.getReturnType() != void.class
                    && candidate.getReturnType() != Void.class
                    && !Modifier.isStatic(candidate.getModifiers());
            return reads ? candidate : null;
        } catch (NoSuchMethodException none) {
            return null;
        }
    }

    private boolean hasAccessor(Class<?> type) {
        if (Iterator.class.isAssignableFrom(type) || Enumeration.class.isAssignableFrom(type)) {
            return false;
        }
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (field.getName().equals(name) && !Modifier.isStatic(field.getModifiers())) {
                    return true;
                }
            }
        }
        return Names.isKnownAccessor(name) || isBuiltWith(type);
    }

    /** See {@link DeclaredProperties}: a builder that takes the value shows that the method gives it back. */
    private boolean isBuiltWith(Class<?> type) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Class<?> nested : declaring.getDeclaredClasses()) {
                if (nested.getSimpleName().equals(Names.BUILDER) && sets(nested)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean sets(Class<?> builder) {
        for (Method method : builder.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && method.getReturnType() == builder
                    && method.getParameterCount() == 1
                    && Modifier.isPublic(method.getModifiers())) {
                return true;
            }
        }
        return false;
    }

    private Field publicField(Class<?> type) {
        try {
            Field field = type.getField(name);
            return Modifier.isStatic(field.getModifiers()) ? null : field;
        } catch (NoSuchFieldException none) {
            return null;
        }
    }

    private PropertyReader builtIn(Class<?> type) {
        if (name.equals("length") && (type.isArray() || CharSequence.class.isAssignableFrom(type))) {
            return PropertyReader.LENGTH;
        }
        if (name.equals("size") && Collection.class.isAssignableFrom(type)) {
            return PropertyReader.SIZE;
        }
        if (name.equals("name") && Enum.class.isAssignableFrom(type)) {
            return PropertyReader.NAME;
        }
        if (name.equals("ordinal") && Enum.class.isAssignableFrom(type)) {
            return PropertyReader.ORDINAL;
        }
        return lenient
                ? PropertyReader.ABSENT
                : PropertyReader.none(type.getName() + " has no property '" + name + "'");
    }
}

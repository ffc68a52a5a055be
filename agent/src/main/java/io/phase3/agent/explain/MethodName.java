package io.phase3.agent.explain;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.description.method.MethodDescription;
import org.objectweb.asm.Type;

/** How people call a method: {@code com.acme.LeadSocket.onMessage(String, int)}. */
final class MethodName {
    private MethodName() {}

    /** The name with the parameters, or with {@code (..)} if their types are missing from the class path. */
    static String of(MethodDescription.InDefinedShape method) {
        String name = method.getDeclaringType().getName() + '.' + method.getName();
        try {
            return name
                    + parameters(Arrays.stream(Type.getArgumentTypes(method.getDescriptor()))
                            .map(Type::getClassName));
        } catch (RuntimeException | LinkageError missing) {
            return name + "(..)";
        }
    }

    /** @param description with modifiers, as in {@code public void com.acme.Leads.update(java.lang.String) throws …} */
    static String of(String description) {
        int open = description.indexOf('(');
        int close = description.indexOf(')', open);
        if (close < 0) {
            return description;
        }
        return description.substring(description.lastIndexOf(' ', open) + 1, open)
                + parameters(
                        Arrays.stream(description.substring(open + 1, close).split(",", -1)));
    }

    /** The method without its class. */
    static String signature(String method) {
        return method.substring(method.lastIndexOf('.', method.indexOf('(')) + 1);
    }

    private static String parameters(Stream<String> types) {
        return types.map(type -> type.substring(type.lastIndexOf('.') + 1)).collect(Collectors.joining(", ", "(", ")"));
    }
}

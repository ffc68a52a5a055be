package io.phase3.agent.explain;

import java.util.Arrays;
import java.util.stream.Collectors;
import net.bytebuddy.description.method.MethodDescription;

/** How people call a method: {@code com.acme.LeadSocket.onMessage(String, int)}. */
final class MethodName {
    private MethodName() {}

    static String of(MethodDescription.InDefinedShape method) {
        return of(method.toString());
    }

    /** @param description with modifiers, as in {@code public void com.acme.Leads.update(java.lang.String) throws …} */
    static String of(String description) {
        int open = description.indexOf('(');
        int close = description.indexOf(')', open);
        if (close < 0) {
            return description;
        }
        return description.substring(description.lastIndexOf(' ', open) + 1, open + 1)
                + parameters(description.substring(open + 1, close))
                + ')';
    }

    /** The method without its class. */
    static String signature(String method) {
        return method.substring(method.lastIndexOf('.', method.indexOf('(')) + 1);
    }

    private static String parameters(String types) {
        return Arrays.stream(types.split(","))
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .collect(Collectors.joining(", "));
    }
}

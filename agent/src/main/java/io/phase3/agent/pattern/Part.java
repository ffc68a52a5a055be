package io.phase3.agent.pattern;

import net.bytebuddy.description.method.MethodDescription;

/** One part of a method pattern: says yes or no to a method, and why. */
interface Part {
    /** Whether this part has nothing against the method. Never throws. */
    boolean accepts(MethodDescription.InDefinedShape method);

    /** Why this part does not accept the method; asked only after it said no, and then free to take its time. */
    Mismatch refusal(MethodDescription.InDefinedShape method);
}

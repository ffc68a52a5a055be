package io.phase3.agent.pattern.acme;

import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

@Inherited
@Retention(RetentionPolicy.RUNTIME)
public @interface Vision {
    /** An annotation nested in a type: written with a dot, its name leaves a doubt. */
    @Retention(RetentionPolicy.RUNTIME)
    @interface Nested {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface Marked {}
}

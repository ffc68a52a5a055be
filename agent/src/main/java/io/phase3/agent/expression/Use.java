package io.phase3.agent.expression;

/** What an expression's value is for, which decides what type it must have. */
public enum Use {
    /** A label or an id: text, numbers, enum constants, any object by its {@code toString}. */
    TEXT,
    /** An amount or a measurement: a number. */
    NUMBER,
    /** A condition: true or false. */
    CONDITION,
    /** An identity: the object itself, which a frame holds no longer than the call. */
    OBJECT
}

/**
 * The method-pattern grammar in AspectJ's reading: parse, match, explain.
 *
 * <p>Matching reads Byte Buddy's descriptions of class files; it never loads a class of the application, and what a class
 * path lacks is never an exception here. It runs while classes load, so it uses neither regular expressions nor lambdas:
 * linking a lambda inside a class file transformer can ask for the class that is just being loaded.
 */
package io.phase3.agent.pattern;

package io.phase3.agent.pattern;

import io.phase3.agent.pattern.PatternText.Word;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Makes type patterns and names of words, or says what is wrong with the word. */
final class TypeParser {
    private static final Set<String> PRIMITIVES = Collections.unmodifiableSet(
            new HashSet<>(Arrays.asList("boolean", "byte", "char", "short", "int", "long", "float", "double", "void")));

    private final PatternText text;

    TypeParser(PatternText text) {
        this.text = text;
    }

    TypePattern declaringType(Word word) {
        TypePattern type = type(word);
        if (type.dimensions() > 0) {
            throw text.error(
                    word.start + word.text.indexOf('['), "an array declares no methods; name its element type");
        }
        if (PRIMITIVES.contains(type.name().toString())) {
            throw text.error(word.start, "'" + word + "' declares no methods; expected a class or an interface");
        }
        return type;
    }

    /** A parameter's type; {@code String...} is {@code String[]}. */
    TypePattern parameterType(Word word) {
        if (isVarargs(word)) {
            TypePattern element = parameterType(word.upTo(word.text.length() - "...".length()));
            return new TypePattern(element.name(), element.hasSubtypes(), element.dimensions() + 1);
        }
        if (word.text.equals("void")) {
            throw text.error(word.start, "no parameter is void; write () for no parameters");
        }
        return type(word);
    }

    static boolean isVarargs(Word word) {
        return word.text.endsWith("...") && word.text.length() > "...".length() && !word.text.endsWith("....");
    }

    NamePattern annotationName(Word word) {
        requireNoTypeSigns(word, "an annotation is a plain name, without '+' and '[]'");
        return name(word);
    }

    NamePattern methodName(Word word) {
        if (word.isEmpty()) {
            throw text.error(word.start, "the method's name is missing; write * for any");
        }
        if (word.text.equals("new")) {
            throw text.error(word.start, "constructors cannot be measured; name a method");
        }
        requireNoTypeSigns(word, "'+' and '[]' belong to types: com.acme.Deals+.close(..)");
        requireSingleStars(word);
        return NamePattern.of(word.text);
    }

    /** Any type, {@code void} and primitive types included. */
    TypePattern type(Word word) {
        int end = word.text.length();
        int dimensions = 0;
        while (word.text.substring(0, end).endsWith("[]")) {
            dimensions++;
            end -= "[]".length();
        }
        boolean subtypes = end > 0 && word.text.charAt(end - 1) == '+';
        Word name = word.upTo(subtypes ? end - 1 : end);
        requireNoTypeSigns(name, "expected a type such as com.acme.Deals, com.acme.Deals+ or com.acme.Deals+[]");
        NamePattern pattern = name(name);
        boolean isVoid = name.text.equals("void");
        if ((subtypes && PRIMITIVES.contains(name.text)) || (isVoid && dimensions > 0)) {
            int sign = name.text.length();
            throw text.error(
                    word.start + sign,
                    "'" + name + "' has no " + (subtypes ? "subtypes" : "arrays") + "; write " + name
                            + (isVoid ? "" : word.text.substring(sign + 1)));
        }
        return new TypePattern(pattern, subtypes, dimensions);
    }

    private NamePattern name(Word word) {
        requireSegments(word);
        requireSingleStars(word);
        return NamePattern.of(isTypeOfJavaLang(word.text) ? "java.lang." + word : word.text);
    }

    private void requireNoTypeSigns(Word word, String expected) {
        for (int i = 0; i < word.text.length(); i++) {
            if ("+[]".indexOf(word.text.charAt(i)) >= 0) {
                throw text.error(word.start + i, "'" + word.text.charAt(i) + "' is out of place; " + expected);
            }
        }
    }

    private void requireSegments(Word word) {
        if (word.isEmpty()) {
            throw text.error(word.start, "a type's name is missing; write * for any type");
        }
        int dots = word.text.indexOf("...");
        if (dots >= 0) {
            throw text.error(word.start + dots, "'...' is no part of a name; write '..' for any packages");
        }
        if (word.text.startsWith(".")) {
            String tail = word.text.substring(word.text.startsWith("..") ? 2 : 1);
            throw text.error(
                    word.start,
                    "a name cannot begin with '.'; for any package write *.." + (tail.isEmpty() ? "*" : tail));
        }
        if (word.text.endsWith(".")) {
            throw text.error(
                    word.start + word.text.length(), "a name cannot end with '.'; for any type write " + word + "*");
        }
    }

    private void requireSingleStars(Word word) {
        int stars = word.text.indexOf("**");
        if (stars >= 0) {
            throw text.error(
                    word.start + stars,
                    "'*' stays within one name, '**' means nothing; across packages write com.acme..*");
        }
    }

    private static boolean isTypeOfJavaLang(String name) {
        if (name.indexOf('.') >= 0 || name.indexOf('*') >= 0 || PRIMITIVES.contains(name)) {
            return false;
        }
        try {
            return Class.forName("java.lang." + name, false, null) != null;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}

package io.phase3.agent.pattern;

import io.phase3.agent.pattern.PatternText.Word;
import java.util.ArrayList;
import java.util.List;

/** Reads a method pattern once from left to right, without recursion; whatever is wrong is a {@link PatternException}. */
final class PatternParser {
    /** In characters: far beyond what people write, and a bound for what the parser and its messages can cost. */
    private static final int LONGEST = 1_024;

    private final String source;
    private final PatternText text;
    private final TypeParser types;
    private final List<AnnotationPattern> annotations = new ArrayList<>();
    private ModifiersPattern modifiers = ModifiersPattern.none();
    private ReturnTypePattern returnType = new ReturnTypePattern("*", TypePattern.any());

    private PatternParser(String source) {
        this.source = source;
        text = new PatternText(source);
        types = new TypeParser(text);
    }

    static MethodPattern parse(String source) {
        if (source == null || source.trim().isEmpty()) {
            throw new PatternException("", 0, "the pattern is empty; write for example com.acme.Deals+.close(..)");
        }
        if (source.length() > LONGEST) {
            throw new PatternException(
                    source.substring(0, 40) + "...",
                    LONGEST,
                    "the pattern is " + source.length() + " characters long; at most " + LONGEST + " are allowed");
        }
        return new PatternParser(source).pattern();
    }

    private MethodPattern pattern() {
        readAnnotationsAndModifiers();
        readReturnType();
        DeclaringTypePattern type;
        Word name;
        if (text.isTypeGroupNext()) {
            type = typeGroup();
            name = simpleName();
        } else {
            Word qualified = qualifiedName();
            int dot = lastDot(qualified);
            Word typeName = qualified.upTo(dot);
            type = new DeclaringTypePattern(typeName.text, types.declaringType(typeName), new ArrayList<>());
            name = qualified.after(dot + 1);
        }
        MethodNamePattern method = new MethodNamePattern(types.methodName(name));
        ParametersPattern parameters = parameters(name);
        requireEnd();
        return new MethodPattern(source, annotations, modifiers, returnType, type, method, parameters);
    }

    private void readAnnotationsAndModifiers() {
        text.skipSpace();
        while (true) {
            if (text.isNext('@')) {
                annotations.add(annotation());
            } else if (!readModifier()) {
                return;
            }
            text.skipSpace();
        }
    }

    private AnnotationPattern annotation() {
        int start = text.position();
        text.skip('@');
        Word name = text.word();
        if (name.isEmpty()) {
            throw text.expected("the annotation's name right after '@', such as @com.acme.Vision");
        }
        if (text.isNext('(') && !text.isTypeGroupNext()) {
            throw text.error(
                    text.position(), "values of an annotation cannot be matched; write " + text.from(start) + " alone");
        }
        return new AnnotationPattern(text.from(start), types.annotationName(name));
    }

    private boolean readModifier() {
        int start = text.position();
        boolean negated = text.skip('!');
        if (negated) {
            text.skipSpace();
        }
        Word word = text.isWordNext() ? text.word() : new Word("", text.position());
        if (!ModifiersPattern.isModifier(word.text)) {
            if (negated) {
                throw text.error(
                        word.start, "only a modifier can stand behind '!': one of " + ModifiersPattern.names());
            }
            text.returnTo(start);
            return false;
        }
        if (modifiers.contradicts(word.text, negated)) {
            throw text.error(
                    start,
                    "'" + text.from(start) + "' contradicts '"
                            + modifiers.toString().trim() + "': no method could match; leave one of them out");
        }
        modifiers = modifiers.with(word.text, negated);
        return true;
    }

    /** A word is the return type if the declaring type is still to come. */
    private void readReturnType() {
        int start = text.position();
        Word word = text.word();
        text.skipSpace();
        if (!word.isEmpty() && (text.isNext('@') || text.isNext('!'))) {
            throw outOfOrder();
        }
        if (!word.isEmpty() && (text.isWordNext() || text.isTypeGroupNext())) {
            returnType = new ReturnTypePattern(word.text, types.type(word));
        } else {
            text.returnTo(start);
        }
    }

    private PatternException outOfOrder() {
        return text.error(
                text.position(),
                "annotations and modifiers stand before the return type; the order is:"
                        + " @annotations modifiers return-type type.method(parameters)");
    }

    private Word qualifiedName() {
        if (text.isNext('(')) {
            throw text.error(
                    text.position(),
                    "parentheses hold the parameters, or a type right before '.': (@x.Y com.acme.Deals).close(..)");
        }
        Word word = text.word();
        if (word.isEmpty()) {
            throw text.expected("a type and a method such as com.acme.Deals.close(..)");
        }
        if (ModifiersPattern.isModifier(word.text)) {
            text.returnTo(word.start);
            throw outOfOrder();
        }
        return word;
    }

    /** {@code (@x.Y com.acme.Base+).}, up to the dot. */
    private DeclaringTypePattern typeGroup() {
        int start = text.position();
        text.skip('(');
        text.skipSpace();
        List<AnnotationPattern> required = new ArrayList<>();
        while (text.isNext('@')) {
            required.add(annotation());
            text.skipSpace();
        }
        Word name = text.word();
        if (name.isEmpty()) {
            throw text.expected("a type; write *..* for any type");
        }
        TypePattern type = types.declaringType(name);
        text.skipSpace();
        if (!text.skip(')')) {
            throw text.expected("')' behind the type");
        }
        if (text.isNext('+')) {
            throw text.error(text.position(), "write the '+' inside the parentheses: (... " + name + "+)");
        }
        String group = text.from(start);
        text.skip('.');
        return new DeclaringTypePattern(group, type, required);
    }

    private int lastDot(Word qualified) {
        int dot = qualified.text.lastIndexOf('.');
        if (dot < 0) {
            throw noType(qualified);
        }
        if (dot > 0 && qualified.text.charAt(dot - 1) == '.') {
            throw text.error(
                    qualified.start + dot - 1,
                    "behind '..' a type is expected before the method's name; for any type write "
                            + qualified.text.substring(0, dot + 1) + "*." + qualified.text.substring(dot + 1));
        }
        return dot;
    }

    private PatternException noType(Word name) {
        text.skipSpace();
        if (!text.isAtEnd() && !text.isNext('(')) {
            return text.expected("'.' and a method's name behind '" + name + "'");
        }
        String head = text.until(name.start);
        String tail = text.rest(name.start).trim();
        return text.error(
                name.start,
                "the type that declares '" + name + "' is missing; for any type write "
                        + PatternException.quoted(head + "*..*." + tail + (text.isAtEnd() ? "(..)" : "")));
    }

    private Word simpleName() {
        Word name = text.word();
        int dot = name.text.indexOf('.');
        if (dot >= 0) {
            throw text.error(
                    name.start + dot,
                    "behind the parentheses only the method's name can stand: (@x.Y com.acme.Deals).close(..)");
        }
        return name;
    }

    private ParametersPattern parameters(Word name) {
        text.skipSpace();
        int start = text.position();
        if (!text.skip('(')) {
            throw noParameters(name);
        }
        List<TypePattern> parameters = new ArrayList<>();
        text.skipSpace();
        if (!text.skip(')')) {
            do {
                parameters.add(parameter());
            } while (text.skip(','));
            if (!text.skip(')')) {
                throw text.expected("',' or ')' behind a parameter");
            }
        }
        return new ParametersPattern(text.from(start), parameters);
    }

    private PatternException noParameters(Word name) {
        if (!text.isAtEnd()) {
            return text.expected("'(' behind the method's name");
        }
        boolean looksLikeType = Character.isUpperCase(name.text.codePointAt(0));
        return text.error(
                text.position(),
                looksLikeType
                        ? "the method is missing; for any method of the type write "
                                + PatternException.quoted(source.trim()) + ".*(..)"
                        : "the parameters are missing; for any parameters write "
                                + PatternException.quoted(source.trim()) + "(..)");
    }

    private TypePattern parameter() {
        text.skipSpace();
        if (text.isNext('@')) {
            throw text.error(text.position(), "annotations of parameters cannot be matched; write the type alone");
        }
        Word word = text.word();
        if (word.isEmpty()) {
            throw text.expected("a parameter's type, '*' for any type or '..' for any number of parameters");
        }
        text.skipSpace();
        if (text.isWordNext()) {
            throw text.error(text.position(), "a parameter is only a type, without name and modifiers");
        }
        if (TypeParser.isVarargs(word) && text.isNext(',')) {
            throw text.error(
                    text.position(),
                    "'" + word + "' must be the last parameter; an array before it is written with []");
        }
        return word.text.equals("..") ? ParametersPattern.ANY_NUMBER : types.parameterType(word);
    }

    private void requireEnd() {
        text.skipSpace();
        if (!text.isAtEnd()) {
            throw text.expected("the end behind ')'; several patterns are several entries of the list");
        }
    }
}

package io.phase3.agent.settings;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.phase3.agent.message.Suggestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns HOCON values into Java's, or says in a {@link WrongValueException} why one cannot be. */
public final class Values {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]+");
    private static final Pattern STARTS_AS_EXPRESSION = Pattern.compile("(arg\\d+|this|result|error)(\\..*)?");

    /** What may follow in an address: a user's name, a password. */
    private static final Pattern AFTER_SCHEME = Pattern.compile("://(.*@)?[^'\"\\s]*", Pattern.DOTALL);

    private static final Duration LONGEST_SHORT_DURATION = Duration.ofMinutes(1);

    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{[^}]*}");

    private Values() {}

    /** Whether the key was given a value at all; {@code null} gives none. */
    public static boolean isPresent(ConfigValue value) {
        return value != null && (!isResolved(value) || value.valueType() != ConfigValueType.NULL);
    }

    /** The text of a string, a number or a boolean, as it was written. */
    public static String text(ConfigValue value) {
        ConfigValueType type = type(value);
        if (type == ConfigValueType.OBJECT || type == ConfigValueType.LIST) {
            throw new WrongValueException("must be a single value, not " + describe(value));
        }
        return value.atKey("it").getString("it");
    }

    public static boolean condition(ConfigValue value) {
        switch (text(value).toLowerCase(Locale.ROOT)) {
            case "true":
            case "yes":
            case "on":
                return true;
            case "false":
            case "no":
            case "off":
                return false;
            default:
                throw new WrongValueException("must be true or false, not " + describe(value));
        }
    }

    /** An exact, finite number. */
    public static BigDecimal number(ConfigValue value) {
        try {
            return new BigDecimal(text(value).trim());
        } catch (NumberFormatException e) {
            throw new WrongValueException("must be a number, not " + describe(value));
        }
    }

    public static int positiveInteger(ConfigValue value) {
        return integer(1, Integer.MAX_VALUE).apply(value);
    }

    /** A whole number within bounds, both included. */
    public static Function<ConfigValue, Integer> integer(int smallest, int largest) {
        return value -> {
            try {
                int number = number(value).intValueExact();
                if (number >= smallest && number <= largest) {
                    return number;
                }
            } catch (ArithmeticException e) {
                // Falls through: a fraction or too large.
            }
            throw new WrongValueException(
                    "must be a whole number from " + smallest + " to " + largest + ", not " + describe(value));
        };
    }

    /** Whole milliseconds at least, for times are counted in them. */
    public static Duration positiveDuration(ConfigValue value) {
        return duration(value)
                .orElseThrow(() -> new WrongValueException(
                        "must be a duration of at least 1ms, such as 90d or 12h, not " + describe(value)));
    }

    /** A duration for which something may be kept waiting. */
    public static Duration shortDuration(ConfigValue value) {
        return duration(value)
                .filter(duration -> duration.compareTo(LONGEST_SHORT_DURATION) <= 0)
                .orElseThrow(() -> new WrongValueException(
                        "must be a duration from 1ms to 1m, such as 500ms, not " + describe(value)));
    }

    private static Optional<Duration> duration(ConfigValue value) {
        text(value);
        try {
            return Optional.of(value.atKey("it").getDuration("it")).filter(duration -> duration.toMillis() > 0);
        } catch (ConfigException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    /** A size such as {@code 512MB}. */
    public static long bytes(ConfigValue value) {
        try {
            long bytes = value.atKey("it").getBytes("it");
            if (bytes > 0) {
                return bytes;
            }
        } catch (ConfigException | ArithmeticException e) {
            // Falls through: no size.
        }
        throw new WrongValueException("must be a size such as 512MB or 2GB, not " + describe(value));
    }

    /** A name that goes into a label as it is; quotes around it, as in an expression, are forgiven. */
    public static String plainName(ConfigValue value) {
        return plainName(text(value));
    }

    public static String plainName(String text) {
        boolean quoted = text.length() > 2 && text.startsWith("'") && text.endsWith("'");
        String name = quoted ? text.substring(1, text.length() - 1) : text;
        if (!PLAIN_NAME.matcher(name).matches()
                || (!quoted && STARTS_AS_EXPRESSION.matcher(name).matches())) {
            throw new WrongValueException(
                    "is a plain name, not an expression: letters, digits, '_', '-' and '.', not \""
                            + withoutAddresses(text) + "\"");
        }
        return name;
    }

    /** One of some words. */
    public static <T> Function<ConfigValue, T> oneOf(Map<String, T> words) {
        return value -> {
            String text = text(value);
            T meaning = words.get(text);
            if (meaning == null) {
                throw new WrongValueException("must be one of " + String.join(", ", words.keySet()) + ", not "
                        + describe(value) + Suggestion.didYouMean(text, words.keySet()));
            }
            return meaning;
        };
    }

    public static ConfigObject object(ConfigValue value) {
        if (type(value) != ConfigValueType.OBJECT) {
            throw new WrongValueException("must be an object { … }, not " + describe(value));
        }
        return (ConfigObject) value;
    }

    /** The elements of a list; a single value stands for a list of itself. */
    public static List<ConfigValue> list(ConfigValue value) {
        if (type(value) == ConfigValueType.OBJECT) {
            throw new WrongValueException("must be a list [ … ], not " + describe(value));
        }
        return value instanceof ConfigList ? (ConfigList) value : Collections.singletonList(value);
    }

    /** The entries that have a value, in the order in which they were written; those of one line by name. */
    public static List<Map.Entry<String, ConfigValue>> entries(ConfigObject object) {
        List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>(new TreeMap<>(object).entrySet());
        entries.removeIf(entry -> !isPresent(entry.getValue()));
        entries.sort((left, right) -> Place.of(left.getValue()).compareTo(Place.of(right.getValue())));
        return entries;
    }

    private static ConfigValueType type(ConfigValue value) {
        if (!isResolved(value)) {
            Matcher reference = SUBSTITUTION.matcher(value.render(ConfigRenderOptions.concise()));
            throw new WrongValueException((reference.find() ? reference.group() : "what it refers to")
                    + " is set nowhere, neither in the configuration nor in the environment");
        }
        return value.valueType();
    }

    /** Whether the value, its elements aside, is known: {@code ${…}} may refer to something that is set nowhere. */
    public static boolean isResolved(ConfigValue value) {
        try {
            return value.valueType() != ConfigValueType.OBJECT || ((ConfigObject) value).keySet() != null;
        } catch (ConfigException.NotResolved e) {
            return false;
        }
    }

    /** The text with an ellipsis in place of what follows {@code ://}: a message must not give a password away. */
    public static String withoutAddresses(String text) {
        return AFTER_SCHEME.matcher(text).replaceAll("://…");
    }

    /** The value as messages show it. */
    public static String describe(ConfigValue value) {
        switch (type(value)) {
            case OBJECT:
                return "an object { … }";
            case LIST:
                return "a list [ … ]";
            case NULL:
                return "null";
            default:
                return "'" + withoutAddresses(text(value)) + "'";
        }
    }
}

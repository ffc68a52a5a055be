package io.phase3.agent.attribution.journal;

import io.phase3.agent.attribution.model.Split;
import io.phase3.agent.attribution.model.Touch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** One line of the journal. Immutable. */
public final class Entry {
    private final Kind kind;
    private final State state;
    private final String id;
    private final long time;
    private final long amount;
    private final Optional<ForeignAmount> foreignAmount;
    private final Optional<String> type;
    private final Optional<String> lead;
    private final Optional<String> model;
    private final List<Touch> touches;
    private final Optional<Split> split;

    private Entry(Builder builder) {
        kind = builder.kind;
        state = builder.state;
        id = builder.id;
        time = builder.time;
        amount = builder.amount;
        foreignAmount = Optional.ofNullable(builder.foreignAmount);
        type = Optional.ofNullable(builder.type);
        lead = Optional.ofNullable(builder.lead);
        model = Optional.ofNullable(builder.model);
        touches = Collections.unmodifiableList(builder.touches);
        split = Optional.ofNullable(builder.split);
    }

    /** Starts an entry in the state {@link State#COUNTED}. */
    public static Builder of(Kind kind, String id) {
        return new Builder(kind, id);
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** What became of it so far. */
    public State state() {
        return state;
    }

    /** The conversion's identity; unique together with the kind, in whatever state. */
    public String id() {
        return id;
    }

    /** When, in milliseconds since the epoch. */
    public long time() {
        return time;
    }

    /** How much, in minor units of the dollar, not negative. */
    public long amount() {
        return amount;
    }

    /** The amount as the application gave it, if not in dollars. */
    public Optional<ForeignAmount> foreignAmount() {
        return foreignAmount;
    }

    /** The kind of conversion, such as {@code sale}. */
    public Optional<String> type() {
        return type;
    }

    /** The hashed lead. */
    public Optional<String> lead() {
        return lead;
    }

    /** The attribution model that made the split, as configuration writes it. */
    public Optional<String> model() {
        return model;
    }

    /** What the split was made from, so that it can be made anew by any model. */
    public List<Touch> touches() {
        return touches;
    }

    /** Which feature gets which part; empty unless counted. */
    public Optional<Split> split() {
        return split;
    }

    /** This entry as a builder, to write on what became of it. */
    public Builder toBuilder() {
        Builder builder = new Builder(kind, id);
        builder.state = state;
        builder.time = time;
        builder.amount = amount;
        builder.foreignAmount = foreignAmount.orElse(null);
        builder.type = type.orElse(null);
        builder.lead = lead.orElse(null);
        builder.model = model.orElse(null);
        builder.touches.addAll(touches);
        builder.split = split.orElse(null);
        return builder;
    }

    /** What an entry is about. */
    public enum Kind {
        /** A lead converted. */
        CONVERSION,
        /** A conversion was given back, all or part of it. */
        REVERSAL,
        /** Revenue known to be earned by one feature, past all attribution; negative revenue is a reversal of its own. */
        REVENUE
    }

    /** What became of it. */
    public enum State {
        /** Attributed and counted. */
        COUNTED,
        /** Known, and to be attributed when Redis is back; an entry of the same kind and id follows. */
        PENDING,
        /** Was pending, and is not counted: another JVM did, or there is nothing to reverse yet. */
        VOID
    }

    /** Collects what is known of an entry. */
    public static final class Builder {
        private final Kind kind;
        private final String id;
        private final List<Touch> touches = new ArrayList<>();
        private State state = State.COUNTED;
        private long time;
        private long amount;
        private ForeignAmount foreignAmount;
        private String type;
        private String lead;
        private String model;
        private Split split;

        private Builder(Kind kind, String id) {
            this.kind = kind;
            this.id = id;
        }

        public Builder state(State value) {
            state = value;
            return this;
        }

        public Builder time(long value) {
            time = value;
            return this;
        }

        public Builder amount(long value) {
            amount = value;
            return this;
        }

        public Builder foreignAmount(ForeignAmount value) {
            foreignAmount = value;
            return this;
        }

        public Builder type(String value) {
            type = value;
            return this;
        }

        public Builder lead(String value) {
            lead = value;
            return this;
        }

        public Builder model(String value) {
            model = value;
            return this;
        }

        public Builder touches(List<Touch> value) {
            touches.clear();
            touches.addAll(value);
            return this;
        }

        public Builder split(Split value) {
            split = value;
            return this;
        }

        public Entry build() {
            return new Entry(this);
        }
    }
}

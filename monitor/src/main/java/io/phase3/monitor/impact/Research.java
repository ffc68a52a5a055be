package io.phase3.monitor.impact;

import io.phase3.agent.attribution.journal.Entry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the sources for what they know of the days, the better one first. Used once. */
final class Research {
    private static final int MOST_PROBLEMS = 10;

    private final Sources from;
    private final Days days;
    private final Optional<ChosenModel> model;
    private final List<String> sources = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    Research(Sources from, Days days, Optional<ChosenModel> model) {
        this.from = from;
        this.days = days;
        this.model = model;
        this.missing.addAll(from.missing());
    }

    /** @throws UnreadableException if there is no money to report */
    Facts facts() throws UnreadableException, InterruptedException {
        if (!days.areOver()) {
            missing.add("the rest of " + days.last() + ": it is not over; this is what is known at "
                    + days.now().truncatedTo(ChronoUnit.SECONDS));
        }
        Earnings earnings = earnings();
        Spending infrastructure = new Spending("infrastructure");
        Spending api = new Spending("api");
        Audience audience = Audience.UNKNOWN;
        Optional<BigDecimal> languageModels = Optional.empty();
        if (from.database().isPresent()) {
            BusinessTables tables = new BusinessTables(from.database().get(), days);
            try {
                tables.addInfrastructure(infrastructure);
                tables.addApi(api);
                audience = tables.audience();
                languageModels = tables.languageModelsInMonth();
            } catch (UnreadableException e) {
                missing.add("costs and users: " + e.getMessage());
            }
        }
        say(infrastructure.isKnown(), "costs of infrastructure: phase3.infrastructure_cost");
        say(api.isKnown(), "costs of paid services: phase3.api_cost");
        say(!audience.equals(Audience.UNKNOWN), "users: phase3.user_activity and phase3.nps_response");
        if (from.operations().isPresent()) {
            Operations operations = from.operations().get();
            if (!api.isKnown()) {
                operations.addApiCosts(api);
                say(
                        api.isKnown(),
                        "costs of paid services: " + operations.name() + ", estimated from"
                                + " phase3_api_cost_dollars_total");
            }
            if (!audience.isComplete()) {
                Audience before = audience;
                audience = before.or(operations.audience());
                say(!audience.equals(before), "users, where no table knows: " + operations.name());
            }
            if (languageModels.isEmpty()) {
                languageModels =
                        operations
                                .values("max(last_over_time(phase3_llm_month_to_date_cost_dollars[1h]))", List.of())
                                .values()
                                .stream()
                                .findFirst();
            }
            sources.add("operations: " + operations.name() + ", as of " + days.lastSecond(days.last()));
        }
        sayUnknownCosts(infrastructure, api);
        sayUnknownUsers(audience);
        return new Facts(earnings, infrastructure, api, audience, languageModels, from.operations(), sources, missing);
    }

    private void say(boolean applies, String source) {
        if (applies) {
            sources.add(source);
        }
    }

    private Earnings earnings() throws UnreadableException {
        Earnings earnings = new Earnings();
        List<Entry> reversals = new ArrayList<>();
        Attributed conversions = new Attributed(model.map(ChosenModel::model), Map.of());
        from.money().read(days.start(days.trend().get(0)), days.end(days.last()), entry -> {
            if (entry.kind() == Entry.Kind.REVERSAL) {
                reversals.add(entry);
            } else {
                add(earnings, entry, conversions);
            }
        });
        Map<String, Entry> givenBack = model.isPresent()
                ? from.money().conversions(reversals.stream().map(Entry::id).toList())
                : Map.of();
        Attributed copies = new Attributed(model.map(ChosenModel::model), givenBack);
        reversals.forEach(reversal -> add(earnings, reversal, copies));
        long entries = earnings.sum(days.ofPeriod(), Optional.empty()).entries();
        sources.add(String.format(
                Locale.ROOT, "money: %s, %,d entries", from.money().name(), entries));
        model.ifPresent(chosen -> sources.add("revenue split anew: " + chosen.description()));
        if (from.money() instanceof JournalBook journals) {
            sayProblems(journals.problems());
        }
        return earnings;
    }

    private void add(Earnings earnings, Entry entry, Attributed attributed) {
        earnings.add(days.day(Instant.ofEpochMilli(entry.time())), entry, attributed.parts(entry));
    }

    private void sayProblems(List<String> problems) {
        problems.stream().limit(MOST_PROBLEMS).forEach(problem -> missing.add("journal lines: " + problem));
        if (problems.size() > MOST_PROBLEMS) {
            missing.add("journal lines: and " + (problems.size() - MOST_PROBLEMS) + " more problems like these");
        }
    }

    private void sayUnknownCosts(Spending infrastructure, Spending api) {
        List<LocalDate> dates = days.ofPeriod();
        if (!infrastructure.unknown(dates).isEmpty()) {
            missing.add(
                    "infrastructure costs of " + list(infrastructure.unknown(dates))
                            + ": they stand in phase3.infrastructure_cost, 0 where there are none; total, net and ROI need them");
        }
        if (!api.unknown(dates).isEmpty()) {
            missing.add("costs of paid services of " + list(api.unknown(dates))
                    + ": neither phase3.api_cost nor Prometheus knows any; total, net and ROI need them");
        }
    }

    private static String list(List<LocalDate> dates) {
        return dates.stream().map(LocalDate::toString).collect(Collectors.joining(", "));
    }

    private void sayUnknownUsers(Audience audience) {
        List<String> unknown = new ArrayList<>();
        if (audience.active().isEmpty()) {
            unknown.add("active users");
        }
        if (audience.adoption().isEmpty()) {
            unknown.add("adoption");
        }
        if (audience.nps().isEmpty()) {
            unknown.add("NPS");
        }
        if (!unknown.isEmpty()) {
            missing.add(String.join(", ", unknown)
                    + ": applications write phase3.user_activity and phase3.nps_response, and have not");
        }
    }
}

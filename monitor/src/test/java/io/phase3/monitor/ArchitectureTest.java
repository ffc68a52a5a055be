package io.phase3.monitor;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import io.phase3.monitor.agents.AgentsSettings;
import io.phase3.monitor.experiments.ExperimentSettings;
import io.phase3.monitor.ledger.LedgerSettings;
import io.phase3.monitor.queries.QueryDefinition;
import java.util.Set;
import java.util.stream.Stream;

/** The plan of the house: which room may know which, and which library belongs into which. */
@AnalyzeClasses(locations = ArchitectureTest.MonitorClasses.class)
class ArchitectureTest {
    private static final String ROOT = "io.phase3.monitor";
    private static final String AGENT = "io.phase3.agent";

    /** The monitor's own classes, without its tests and the agent's. */
    static final class MonitorClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    Phase3.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    static final class Rooms {
        @ArchTest
        static final ArchRule each_stand_in_this_plan = classes()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .resideInAnyPackage(
                        room("agents"),
                        room("attach"),
                        room("backtest"),
                        room("check"),
                        room("config"),
                        room("database"),
                        room("demo"),
                        room("experiments"),
                        room("exporter"),
                        room("exposition"),
                        room("grafana"),
                        room("http"),
                        room("impact"),
                        room("ledger"),
                        room("programs"),
                        room("prometheus"),
                        room("queries"),
                        room("reconciliation"),
                        room("redis"),
                        room("secret"),
                        room("sources"),
                        room("stack"),
                        room("statistics"),
                        room("targets"),
                        room("terminal"))
                .because("whom a new package may know has to be written down here");

        @ArchTest
        static final ArchRule terminal_knows_nobody = mayKnow("terminal");

        @ArchTest
        static final ArchRule programs_knows_nobody = mayKnow("programs");

        @ArchTest
        static final ArchRule prometheus_knows_nobody = mayKnow("prometheus");

        @ArchTest
        static final ArchRule secret_knows_nobody = mayKnow("secret");

        @ArchTest
        static final ArchRule exposition_knows_nobody = mayKnow("exposition");

        @ArchTest
        static final ArchRule statistics_knows_nobody = mayKnow("statistics");

        @ArchTest
        static final ArchRule http_knows_passwords_at_most = mayKnow("http", "secret");

        @ArchTest
        static final ArchRule database_knows_passwords_at_most = mayKnow("database", "secret");

        @ArchTest
        static final ArchRule sources_know_where_values_go = mayKnow("sources", "exposition");

        @ArchTest
        static final ArchRule redis_is_a_source = mayKnow("redis", "secret", "sources", "exposition");

        @ArchTest
        static final ArchRule targets_are_a_source = mayKnow("targets", "sources", "exposition");

        @ArchTest
        static final ArchRule queries_are_sources_that_ask_the_database =
                mayKnow("queries", "sources", "exposition", "database");

        @ArchTest
        static final ArchRule agents_are_scraped_into_the_database =
                mayKnow("agents", "sources", "exposition", "database", "prometheus");

        @ArchTest
        static final ArchRule ledger_knows_what_it_collects_from =
                mayKnow("ledger", "sources", "exposition", "database", "redis");

        @ArchTest
        static final ArchRule reconciliation_knows_the_books_from_outside =
                mayKnow("reconciliation", "agents", "ledger", "sources", "exposition", "database");

        @ArchTest
        static final ArchRule experiments_know_their_arithmetic =
                mayKnow("experiments", "statistics", "sources", "exposition", "database", "http", "secret", "terminal");

        @ArchTest
        static final ArchRule config_knows_settings_and_not_what_is_done_with_them = noClasses()
                .that()
                .resideInAPackage(room("config"))
                .should()
                .dependOnClassesThat(
                        are(resideInAnyPackage(room("agents"), room("experiments"), room("ledger"), room("queries"))
                                .and(not(belongToAnyOf(
                                        AgentsSettings.class,
                                        ExperimentSettings.class,
                                        LedgerSettings.class,
                                        QueryDefinition.class)))));

        @ArchTest
        static final ArchRule demo_knows_the_exporter_by_its_tables_and_metrics =
                mayKnow("demo", "database", "programs", "prometheus", "terminal");

        @ArchTest
        static final ArchRule backtest_knows_what_is_aimed_at =
                mayKnow("backtest", "programs", "prometheus", "targets", "sources", "exposition", "terminal");

        @ArchTest
        static final ArchRule attach_knows_people_alone = mayKnow("attach", "terminal");

        @ArchTest
        static final ArchRule check_may_ask_a_running_agent = mayKnow("check", "attach", "terminal");

        @ArchTest
        static final ArchRule grafana_knows_people_alone = mayKnow("grafana", "secret", "terminal");

        @ArchTest
        static final ArchRule stack_knows_programs_and_what_they_say =
                mayKnow("stack", "grafana", "programs", "prometheus", "secret", "terminal");

        @ArchTest
        static final ArchRule impact_knows_the_books_and_what_is_aimed_at = mayKnow(
                "impact",
                "config",
                "database",
                "ledger",
                "prometheus",
                "secret",
                "sources",
                "exposition",
                "targets",
                "terminal");

        @ArchTest
        static final ArchRule none_knows_the_root = noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .because("the commands are announced there, and know each other not at all");

        @ArchTest
        static final ArchRule know_each_other_in_one_direction =
                slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

        /** The package knows itself, the given ones, and nothing else of ours. */
        private static ArchRule mayKnow(String name, String... others) {
            String[] known = Stream.concat(Stream.of(name), Stream.of(others))
                    .map(Rooms::room)
                    .toArray(String[]::new);
            return noClasses()
                    .that()
                    .resideInAPackage(room(name))
                    .should()
                    .dependOnClassesThat(are(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(known)))));
        }

        private static String room(String name) {
            return ROOT + '.' + name + "..";
        }
    }

    static final class Agent {
        @ArchTest
        static final ArchRule its_reader_of_settings_serves_configuration = onlyIn(
                AGENT + ".settings..",
                ROOT + ".config..",
                ROOT + ".targets..",
                ROOT + ".exporter..",
                ROOT + ".check..",
                ROOT + ".impact..");

        @ArchTest
        static final ArchRule its_journal_is_read_where_money_is_counted =
                onlyIn(AGENT + ".attribution..", ROOT + ".ledger..", ROOT + ".demo..", ROOT + ".impact..");

        @ArchTest
        static final ArchRule its_rules_and_what_they_find_are_explained_to_people =
                onlyIn(AGENT + ".(explain|expression)..", ROOT + ".attach..", ROOT + ".check..");

        @ArchTest
        static final ArchRule its_configuration_is_read_where_it_is_explained_or_revenue_split_anew =
                onlyIn(AGENT + ".config..", ROOT + ".attach..", ROOT + ".check..", ROOT + ".impact..");

        @ArchTest
        static final ArchRule nothing_else_of_it_is_in_the_jar = noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage(AGENT + "..")
                        .and(not(resideInAnyPackage(
                                AGENT + ".attribution..",
                                AGENT + ".config..",
                                AGENT + ".explain..",
                                AGENT + ".expression..",
                                AGENT + ".message..",
                                AGENT + ".settings.."))));
    }

    static final class Libraries {
        @ArchTest
        static final ArchRule hikari_stays_behind_the_database = onlyIn("com.zaxxer.hikari..", ROOT + ".database..");

        @ArchTest
        static final ArchRule flyway_stays_behind_the_database = onlyIn("org.flywaydb..", ROOT + ".database..");

        @ArchTest
        static final ArchRule the_driver_stays_behind_the_database = onlyIn(
                        "org.postgresql..", ROOT + ".database..", ROOT + ".ledger..", ROOT + ".demo.business..")
                .because("only who writes much uses COPY, which JDBC does not know");

        @ArchTest
        static final ArchRule jedis_stays_behind_redis =
                onlyIn("redis.clients..", ROOT + ".redis..", ROOT + ".ledger..");

        @ArchTest
        static final ArchRule simpleclient_stays_behind_the_exposition =
                onlyIn("io.prometheus..", ROOT + ".exposition..", ROOT + ".http..");

        @ArchTest
        static final ArchRule the_http_server_of_the_JDK_stays_behind_http =
                onlyIn("com.sun.net.httpserver..", ROOT + ".http..");

        @ArchTest
        static final ArchRule hocon_stays_behind_configuration =
                onlyIn("com.typesafe.config..", ROOT + ".config..", ROOT + ".targets..");

        @ArchTest
        static final ArchRule yaml_stays_behind_the_rules =
                onlyIn("com.fasterxml.jackson.dataformat..", ROOT + ".backtest..", ROOT + ".stack..");

        @ArchTest
        static final ArchRule yaml_with_anchors_stays_behind_the_stack = onlyIn("org.yaml..", ROOT + ".stack..");

        @ArchTest
        static final ArchRule statistics_stay_behind_their_arithmetic =
                onlyIn("org.apache.commons..", ROOT + ".statistics..");

        @ArchTest
        static final ArchRule picocli_stays_behind_commands = onlyIn(
                "picocli..",
                ROOT,
                ROOT + ".terminal..",
                ROOT + ".attach..",
                ROOT + ".backtest..",
                ROOT + ".check..",
                ROOT + ".demo..",
                ROOT + ".exporter..",
                ROOT + ".experiments..",
                ROOT + ".impact..",
                ROOT + ".stack..");
    }

    private static ArchRule onlyIn(String library, String... packages) {
        return noClasses()
                .that(not(resideInAnyPackage(packages)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @ArchTest
    static final ArchTests rooms = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchTests agent = ArchTests.in(Agent.class);

    @ArchTest
    static final ArchTests libraries = ArchTests.in(Libraries.class);
}

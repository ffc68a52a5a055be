package io.phase3.agent;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import io.phase3.agent.config.BoundRule;
import java.util.Set;
import java.util.stream.Stream;
import net.bytebuddy.utility.StreamDrainer;

/** The plan of the house: which room may know which, and which library belongs into which. */
@AnalyzeClasses(locations = ArchitectureTest.AgentClasses.class)
class ArchitectureTest {
    private static final String ROOT = "io.phase3.agent";

    /** The agent's own classes without its tests, {@code java.lang.Phase3Bridge} included. */
    static final class AgentClasses implements LocationProvider {
        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(
                    Phase3Agent.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }

    static final class Rooms {
        @ArchTest
        static final ArchRule each_stand_in_this_plan = classes()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .resideInAnyPackage(
                        room("attribution"),
                        room("bridge"),
                        room("config"),
                        room("control"),
                        room("explain"),
                        room("expression"),
                        room("http"),
                        room("message"),
                        room("metrics"),
                        room("pattern"),
                        room("quiet"),
                        room("record"),
                        room("settings"),
                        room("type"),
                        room("weave"))
                .because("whom a new package may know has to be written down here");

        @ArchTest
        static final ArchRule message_knows_nobody = mayKnow("message");

        @ArchTest
        static final ArchRule quiet_knows_nobody = mayKnow("quiet");

        @ArchTest
        static final ArchRule type_knows_nobody = mayKnow("type");

        @ArchTest
        static final ArchRule pattern_knows_nobody = mayKnow("pattern");

        @ArchTest
        static final ArchRule expression_knows_types_and_words = mayKnow("expression", "message", "type");

        @ArchTest
        static final ArchRule metrics_knows_nobody = mayKnow("metrics");

        @ArchTest
        static final ArchRule bridge_knows_nobody = mayKnow("bridge");

        @ArchTest
        static final ArchRule settings_knows_words = mayKnow("settings", "message");

        @ArchTest
        static final ArchRule config_knows_what_a_rule_is_made_of =
                mayKnow("config", "expression", "message", "pattern", "settings", "type");

        @ArchTest
        static final ArchRule attribution_knows_its_settings = mayKnow("attribution", "config");

        @ArchTest
        static final ArchRule record_knows_rules_and_metrics =
                mayKnow("record", "attribution", "config", "expression", "metrics", "type");

        @ArchTest
        static final ArchRule record_async_knows_nobody = mayKnow("record.async");

        @ArchTest
        static final ArchRule weave_knows_rules_but_not_what_calls_mean =
                mayKnow("weave", "config", "expression", "message", "pattern", "type");

        @ArchTest
        static final ArchRule explain_knows_what_is_woven_and_why =
                mayKnow("explain", "config", "expression", "message", "pattern", "settings", "type", "weave");

        @ArchTest
        static final ArchRule control_knows_rules_but_not_who_goes_by_them = mayKnow("control", "config", "settings");

        @ArchTest
        static final ArchRule http_knows_metrics_at_most = mayKnow("http", "metrics");

        @ArchTest
        static final ArchRule none_knows_the_root = noClasses()
                .that()
                .resideInAPackage(ROOT + ".*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .because("the parts are put together there, and know each other only through it");

        @ArchTest
        static final ArchRule know_each_other_in_one_direction =
                slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

        @ArchTest
        static final ArchRule never_link_what_applications_import = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.phase3.annotations..")
                .because("the application's annotations come from another class loader and are read by name");

        @ArchTest
        static final ArchRule attribution_model_is_arithmetic_alone = mayKnow("attribution.model", "config");

        @ArchTest
        static final ArchRule attribution_journal_knows_what_it_writes =
                mayKnow("attribution.journal", "attribution.model", "config");

        @ArchTest
        static final ArchRule attribution_touches_knows_what_it_keeps =
                mayKnow("attribution.touches", "attribution.model");

        @ArchTest
        static final ArchRule attribution_claims_knows_what_is_claimed =
                mayKnow("attribution.claims", "attribution.model", "attribution.touches");

        @ArchTest
        static final ArchRule attribution_redis_is_a_store_of_touches_and_claims = mayKnow(
                "attribution.redis", "attribution.claims", "attribution.model", "attribution.touches", "config");

        @ArchTest
        static final ArchRule attribution_stream_knows_both_its_ends =
                mayKnow("attribution.stream", "attribution.journal", "attribution.redis", "config");

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

    static final class Libraries {
        private static final DescribedPredicate<JavaClass> BYTE_BUDDY_OR_ASM =
                resideInAnyPackage("net.bytebuddy..", "org.objectweb.asm..");

        @ArchTest
        static final ArchRule byte_buddy_stays_where_class_files_are_read = noClasses()
                .that(not(resideInAnyPackage(
                                ROOT + ".pattern..",
                                ROOT + ".expression..",
                                ROOT + ".type..",
                                ROOT + ".weave..",
                                ROOT + ".explain..",
                                ROOT + ".bridge..")
                        .or(belongToAnyOf(BoundRule.class))
                        // Makes the one class that no proxy can stand in for.
                        .or(simpleName("RelayedContinuation"))))
                .should()
                .dependOnClassesThat(BYTE_BUDDY_OR_ASM);

        @ArchTest
        static final ArchRule the_bridge_takes_one_class_of_byte_buddy = noClasses()
                .that()
                .resideInAPackage(ROOT + ".bridge..")
                .should()
                .dependOnClassesThat(BYTE_BUDDY_OR_ASM.and(not(belongToAnyOf(StreamDrainer.class))))
                .because("Byte Buddy's builders take 280 ms to start, and the bridge is always needed");

        @ArchTest
        static final ArchRule simpleclient_stays_behind_metrics =
                onlyIn("io.prometheus..", ROOT, ROOT + ".metrics..", ROOT + ".http..");

        @ArchTest
        static final ArchRule hocon_stays_behind_config =
                onlyIn("com.typesafe.config..", ROOT + ".config..", ROOT + ".settings..");

        @ArchTest
        static final ArchRule gson_stays_behind_journal_and_reports =
                onlyIn("com.google.gson..", ROOT + ".attribution.journal..", ROOT + ".control..", ROOT + ".explain..");

        @ArchTest
        static final ArchRule jedis_stays_behind_redis =
                onlyIn("redis.clients..", ROOT + ".attribution.redis..").because("it is loaded only if chosen");

        @ArchTest
        static final ArchRule the_http_server_of_the_JDK_has_no_place_here =
                onlyIn("com.sun.net.httpserver..").because("it initialises java.util.logging as soon as it is created");

        private static ArchRule onlyIn(String library, String... packages) {
            return noClasses()
                    .that(not(resideInAnyPackage(packages)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library);
        }
    }

    static final class Guests {
        @ArchTest
        static final ArchRule never_wake_logging_or_jmx = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "java.lang.management..", "javax.management..")
                .because("WildFly and others fail to start when a log manager or an MBean server exists before theirs");

        @ArchTest
        static final ArchRule never_write_to_the_applications_streams = noClasses()
                .that()
                .doNotBelongToAnyOf(Phase3Agent.class)
                .should(ACCESS_STANDARD_STREAMS)
                .because("System.err may be the application's own; only what runs before the log may use it");

        @ArchTest
        static final ArchRule inline_code_that_calls_the_bridge_alone = noClasses()
                .that()
                .haveNameMatching("io\\.phase3\\.agent\\.weave\\.Probe\\$.*")
                .should()
                .accessTargetWhere(describe("inlined code touches what is not the bridge", Guests::leavesTheBridge))
                .because("inlined code sees no class of the agent");

        private static boolean leavesTheBridge(JavaAccess<?> access) {
            return !access.getOrigin().isConstructor()
                    && !access.getTargetOwner().getName().equals("java.lang.Phase3Bridge");
        }
    }

    @ArchTest
    static final ArchTests rooms = ArchTests.in(Rooms.class);

    @ArchTest
    static final ArchTests libraries = ArchTests.in(Libraries.class);

    @ArchTest
    static final ArchTests guests = ArchTests.in(Guests.class);
}

package io.phase3.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.settings.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    Path directory;

    private Scenario scenario;

    @BeforeEach
    void start() {
        scenario = new Scenario(directory);
    }

    @Nested
    class Precedence {
        @Test
        void defaultsHoldWithoutAnySource() {
            ConfigLoader.Loaded loaded = scenario.load();

            assertThat(loaded.problems()).isEmpty();
            assertThat(loaded.config().enabled()).isTrue();
            assertThat(loaded.config().exporter().enabled()).isTrue();
            assertThat(loaded.config().exporter().host()).isEqualTo("127.0.0.1");
            assertThat(loaded.config().exporter().firstPort()).isEqualTo(8009);
            assertThat(loaded.config().exporter().lastPort()).isEqualTo(8009);
            assertThat(loaded.config().exporter().jvmMetrics()).isTrue();
            assertThat(loaded.config().exporter().discoveryFile()).isEmpty();
            assertThat(loaded.config().bounds().labelValues()).isEqualTo(1000);
            assertThat(loaded.config().rules()).isEmpty();
            assertThat(loaded.config().invalidRules()).isEmpty();
        }

        @Test
        void eachSourceWinsOverTheNextWeaker() {
            scenario.conf("phase3.exporter.port = 1");
            assertThat(port()).isEqualTo(1);

            scenario.variable("PHASE3_EXPORTER_PORT", "2");
            assertThat(port()).isEqualTo(2);

            scenario.property("phase3.exporter.port", "3");
            assertThat(port()).isEqualTo(3);

            scenario.argument("exporter.port=4");
            assertThat(port()).isEqualTo(4);
            assertThat(scenario.problems()).isEmpty();
        }

        @Test
        void sourcesThatSetDifferentThingsAddUp() {
            scenario.conf("phase3.exporter.host = file")
                    .variable("PHASE3_EXPORTER_JVM_METRICS", "false")
                    .property("phase3.exporter.discovery-file", "/run/phase3.json")
                    .argument("exporter.port=8009-8029,enabled=false");

            AgentConfig config = scenario.config();

            assertThat(scenario.problems()).isEmpty();
            assertThat(config.enabled()).isFalse();
            assertThat(config.exporter().host()).isEqualTo("file");
            assertThat(config.exporter().jvmMetrics()).isFalse();
            assertThat(config.exporter().discoveryFile()).contains("/run/phase3.json");
            assertThat(config.exporter().firstPort()).isEqualTo(8009);
            assertThat(config.exporter().lastPort()).isEqualTo(8029);
        }

        private int port() {
            return scenario.config().exporter().firstPort();
        }
    }

    @Nested
    class WhereTheFileIs {
        @BeforeEach
        void write() {
            for (String name : new String[] {"argument", "property", "variable", "phase3"}) {
                scenario.file(name + ".conf", "phase3.exporter.host = " + name);
            }
        }

        @Test
        void theAgentArgumentNamesItFirst() {
            scenario.variable("PHASE3_CONFIG", "variable.conf")
                    .property("phase3.config", "property.conf")
                    .argument("argument.conf");

            assertThat(scenario.config().exporter().host()).isEqualTo("argument");
            assertThat(scenario.problems()).isEmpty();
        }

        @Test
        void thenTheSystemProperty() {
            scenario.variable("PHASE3_CONFIG", "variable.conf").property("phase3.config", "property.conf");

            assertThat(scenario.config().exporter().host()).isEqualTo("property");
            assertThat(scenario.problems()).isEmpty();
        }

        @Test
        void thenTheEnvironment() {
            scenario.variable("PHASE3_CONFIG", "variable.conf");

            assertThat(scenario.config().exporter().host()).isEqualTo("variable");
            assertThat(scenario.problems()).isEmpty();
        }

        @Test
        void thenTheWorkingDirectory() {
            assertThat(scenario.config().exporter().host()).isEqualTo("phase3");
        }

        @Test
        void anAbsolutePathIsTakenAsItIs() {
            scenario.argument(directory.resolve("argument.conf").toString());

            assertThat(scenario.config().exporter().host()).isEqualTo("argument");
        }

        @Test
        void anExistingFileMayHaveAnEqualsSignInItsName() {
            scenario.file("a=b.conf", "phase3.exporter.host = equals").argument("a=b.conf");

            assertThat(scenario.config().exporter().host()).isEqualTo("equals");
        }

        @Test
        void settingsInTheAgentArgumentLeaveTheFileToTheOthers() {
            scenario.property("phase3.config", "property.conf").argument("exporter.port=1");

            assertThat(scenario.config().exporter().host()).isEqualTo("property");
        }

        @Test
        void settingsInTheAgentArgumentMayNameTheFileToo() {
            scenario.property("phase3.config", "property.conf").argument("config=argument.conf,exporter.port=1");

            assertThat(scenario.config().exporter().host()).isEqualTo("argument");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(1);
            assertThat(scenario.problems()).isEmpty();
        }
    }

    @Nested
    class TheAgentArgument {
        @Test
        void mayBeEmpty() {
            assertThat(scenario.argument(" ").problems()).isEmpty();
        }

        @Test
        void mayHoldQuotedTextWithCommas() {
            scenario.argument("rules.x.methods=\"a.B.c(int,int)\",rules.x.kind=vision");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().rules().get(0).methods())
                    .extracting(Object::toString)
                    .containsExactly("a.B.c(int, int)");
            assertThat(scenario.config().rules().get(0).origin()).isEqualTo("agent argument");
        }

        @Test
        void isIgnoredAsAWholeIfMalformed() {
            scenario.argument("enabled=false,exporter.port=[").conf("phase3.exporter.host = file");

            assertThat(scenario.problems()).singleElement().asString().startsWith("agent argument: ");
            assertThat(scenario.config().enabled()).isTrue();
            assertThat(scenario.config().exporter().host()).isEqualTo("file");
        }

        @Test
        void isCitedByProblems() {
            assertThat(scenario.argument("exporter.port=abc,exporter.prot=1").problems())
                    .containsExactlyInAnyOrder(
                            "agent argument: exporter.port: must be a port from 0 to 65535 or a range such as"
                                    + " \"8009-8029\", not 'abc'; using 8009",
                            "agent argument: exporter: unknown key 'prot' – did you mean 'port'?");
        }

        @Test
        void withACircleDoesNotCostTheFile() {
            scenario.argument("a=${phase3.b},b=${phase3.a}").conf("phase3.exporter.host = file");

            assertThat(scenario.problems())
                    .singleElement()
                    .asString()
                    .startsWith("agent argument: ")
                    .contains("cycle");
            assertThat(scenario.config().exporter().host()).isEqualTo("file");
        }
    }

    @Nested
    class SystemProperties {
        @Test
        void mayAddARule() {
            scenario.property("phase3.rules.x.methods", "a.B.c(..)").property("phase3.rules.x.kind", "vision");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().rules())
                    .singleElement()
                    .hasToString("rule 'x' (system property phase3.rules.x.methods)");
        }

        @Test
        void thatAreUnknownAreReported() {
            assertThat(scenario.property("phase3.exporter.prot", "1")
                            .property("phase3.exportr.port", "1")
                            .problems())
                    .containsExactly(
                            "system property phase3.exporter.prot: exporter: unknown key 'prot' – did you mean 'port'?",
                            "system property phase3.exportr.port: unknown key 'exportr' – did you mean 'exporter'?");
        }

        @Test
        void areCitedByProblems() {
            assertThat(scenario.property("phase3.enabled", "maybe").problems())
                    .containsExactly(
                            "system property phase3.enabled: enabled: must be true or false, not 'maybe'; using true");
        }

        @Test
        void ofOthersAreNoneOfOurs() {
            assertThat(scenario.property("phase30.x", "1")
                            .property("phase3", "1")
                            .property("java..odd.", "1")
                            .problems())
                    .isEmpty();
        }
    }

    @Nested
    class Environment {
        @Test
        void namesDashesAndDotsAsUnderscores() {
            scenario.conf("phase3.rules.lead-updates { methods = [a.B.c()], kind = websocket, type = old }")
                    .variable("PHASE3_RULES_LEAD_UPDATES_TYPE", "arg0.type")
                    .variable("PHASE3_RULES_LEAD_UPDATES_FEATURE", "search")
                    .variable("PHASE3_BOUNDS_LABEL_VALUES", "7")
                    .variable("PHASE3_ATTRIBUTION_WEIGHTS_AI_COACHING", "0.05");

            assertThat(scenario.problems()).isEmpty();
            AgentConfig config = scenario.config();
            assertThat(config.rules().get(0).expression(Attribute.TYPE)).hasToString("Optional[arg0.type]");
            assertThat(config.rules().get(0).feature()).contains("search");
            assertThat(config.rules().get(0).origin()).isEqualTo("phase3.conf: 1");
            assertThat(config.bounds().labelValues()).isEqualTo(7);
            assertThat(config.attribution().weights()).hasSize(4);
            assertThat(config.attribution().weights().get("ai_coaching")).isEqualByComparingTo("0.05");
        }

        @Test
        void setsBucketsAndLabelsToo() {
            scenario.conf("phase3.rules.x { methods = [a.B.c()], kind = histogram, metric = m, labels.bus = old }")
                    .variable("PHASE3_RULES_X_BUCKETS", "0.1, 0.5,2")
                    .variable("PHASE3_RULES_X_LABELS_BUS", "arg1");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().rules().get(0).buckets()).containsExactly(0.1, 0.5, 2.0);
            assertThat(scenario.config().rules().get(0).labels().get("bus")).hasToString("arg1");
        }

        @Test
        void thatIsEmptySetsNothing() {
            assertThat(scenario.variable("PHASE3_EXPORTER_PORT", "").problems()).isEmpty();
        }

        @Test
        void thatNearlyNamesASettingIsReported() {
            assertThat(scenario.variable("PHASE3_EXPORTER_PROT", "1")
                            .variable("PHASE3_CONFG", "x")
                            .problems())
                    .containsExactly(
                            "environment variable PHASE3_CONFG: no setting has this name – did you mean 'PHASE3_CONFIG'?",
                            "environment variable PHASE3_EXPORTER_PROT: no setting has this name – did you mean"
                                    + " 'PHASE3_EXPORTER_PORT'?");
        }

        @Test
        void thatNamesNothingOfOursIsLeftAlone() {
            assertThat(scenario.variable("PHASE3_TEAM_MASCOT", "owl").problems())
                    .isEmpty();
        }

        @Test
        void isCitedByProblems() {
            assertThat(scenario.variable("PHASE3_EXPORTER_PORT", "99999").problems())
                    .containsExactly("environment variable PHASE3_EXPORTER_PORT: exporter.port: no port is above 65535:"
                            + " '99999'; using 8009");
        }
    }

    @Nested
    class Substitutions {
        @Test
        void reachOtherSettingsTheEnvironmentAndSystemProperties() {
            scenario.conf("""
                            base = com.acme
                            phase3.exporter { host = ${LEADS_HOST}, discovery-file = ${run.dir}/phase3.json }
                            phase3.rules.x.methods = [${base}".Leads.update(..)"]
                            """).variable("LEADS_HOST", "10.0.0.1").property("run.dir", "/run");

            assertThat(scenario.problems()).isEmpty();
            AgentConfig config = scenario.config();
            assertThat(config.exporter().host()).isEqualTo("10.0.0.1");
            assertThat(config.exporter().discoveryFile()).contains("/run/phase3.json");
            assertThat(config.rules().get(0).methods())
                    .extracting(Object::toString)
                    .containsExactly("com.acme.Leads.update(..)");
        }

        @Test
        void thatAreOptionalMayBeAbsent() {
            scenario.conf("phase3.exporter.port = 1\nphase3.exporter.port = ${?NOWHERE}");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(1);
        }

        @Test
        void thatReachNothingCostOnlyTheirSetting() {
            String nowhere = " is set nowhere, neither in the configuration nor in the environment";
            scenario.conf("""
                    phase3 {
                      exporter { host = ${NOWHERE}, port = 1 }
                      bounds = ${NOWHERE}
                      rules {
                        x { methods = [a.B.c()], type = "a"${NOWHERE} }
                        y { methods = [a.B.c()] }
                      }
                    }
                    """);

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 2: exporter.host: ${NOWHERE}" + nowhere + "; using 127.0.0.1",
                            "phase3.conf: 3: bounds: ${NOWHERE}" + nowhere + "; using the defaults",
                            "phase3.conf: 5: rule 'x': type: ${NOWHERE}" + nowhere);
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(1);
            assertThat(scenario.config().invalidRules()).containsExactly("x");
            assertThat(scenario.config().rules()).extracting(Rule::name).containsExactly("y");
        }

        @Test
        void outsideOfPhase3AreNoneOfOurs() {
            assertThat(scenario.conf("phase3.enabled = true\nother = ${NOWHERE}")
                            .problems())
                    .isEmpty();
        }

        @Test
        void mayExtendTheDefault() {
            scenario.conf("phase3.defaults.feature.timed = ${phase3.defaults.feature.timed}_calls");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().defaultFeature(Kind.TIMED)).isEqualTo("unattributed_calls");
        }

        @Test
        void thatGoInACircleCostTheFile() {
            scenario.conf(
                    "phase3.exporter.port = 1\nphase3.rules.x = ${phase3.rules.y}\nphase3.rules.y = ${phase3.rules.x}");

            assertThat(scenario.problems())
                    .singleElement()
                    .asString()
                    .startsWith("phase3.conf: ")
                    .contains("cycle");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(8009);
        }
    }

    @Nested
    class IncludedFiles {
        @Test
        void areReadRelativeToTheIncludingFile() {
            scenario.file("conf/main.conf", "phase3 {\n include \"more/exporter\"\n include \"rules.conf\"\n}")
                    .file("conf/more/exporter.conf", "exporter { port = 1 }")
                    .file("conf/rules.conf", "rules.x {\n methods = [a.B.c()]\n}")
                    .argument("conf/main.conf");

            assertThat(scenario.problems()).isEmpty();
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(1);
            assertThat(scenario.config().rules().get(0).origin()).isEqualTo("conf/rules.conf: 1");
        }

        @Test
        void areCitedByProblems() {
            scenario.conf("phase3 { include \"rules.conf\" }")
                    .file("rules.conf", "rules.x {\n metods = [a.B.c()]\n methods = [a.B.c()]\n}");

            assertThat(scenario.problems())
                    .containsExactly("rules.conf: 2: rule 'x': unknown key 'metods' – did you mean 'methods'?");
        }

        @Test
        void substituteInTheirOwnPlace() {
            scenario.conf("phase3 { include \"exporter.conf\" }")
                    .file("exporter.conf", "name = localhost, exporter.host = ${name}, exporter.port = ${PORT}")
                    .variable("PORT", "7");

            assertThat(scenario.config().exporter().host()).isEqualTo("localhost");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(7);
        }

        @Test
        void thatAreMissingAreReportedAndTheRestStands() {
            scenario.conf("phase3 {\n exporter.port = 1\n include \"gone.conf\"\n}");

            assertThat(scenario.problems())
                    .containsExactly("phase3.conf: 3: include \"gone.conf\": " + directory.resolve("gone.conf")
                            + " does not exist");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(1);
        }

        @Test
        void thatAreMalformedAreIgnoredAlone() {
            scenario.conf("phase3 {\n exporter.port = 1\n include \"bad.conf\"\n}")
                    .file("bad.conf", "\nrules = ]");

            assertThat(scenario.problems()).singleElement().asString().startsWith("bad.conf: 2: ");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(1);
        }

        @Test
        void thatIncludeThemselvesAreStopped() {
            scenario.conf("phase3.exporter.port = 1\ninclude \"phase3.conf\"");

            assertThat(scenario.problems())
                    .containsExactly("phase3.conf: 2: include \"phase3.conf\" comes back to a file that is being read");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(1);
        }

        @Test
        void areNeverFetchedFromTheNetworkOrTheClassPath() {
            scenario.conf(
                    "phase3.enabled = true\ninclude url(\"http://192.0.2.1/x.conf\")\ninclude classpath(\"reference.conf\")");

            assertThat(scenario.problems())
                    .containsExactly(
                            "phase3.conf: 2: include url(…) is not followed: the agent reads local files only",
                            "phase3.conf: 3: include classpath(…) is not followed: the agent reads local files only");
        }
    }

    @Nested
    class AnUnusableFile {
        @Test
        void thatIsMissingIsReportedWithWhoNamedIt() {
            assertThat(scenario.argument("/nowhere/phase3.conf").problems())
                    .containsExactly("/nowhere/phase3.conf: does not exist (named by the agent argument)");
            assertThat(new Scenario(directory)
                            .property("phase3.config", "nowhere.conf")
                            .problems())
                    .containsExactly("nowhere.conf: does not exist (named by the system property phase3.config)");
            assertThat(new Scenario(directory)
                            .variable("PHASE3_CONFIG", "nowhere.conf")
                            .problems())
                    .containsExactly("nowhere.conf: does not exist (named by the environment variable PHASE3_CONFIG)");
        }

        @Test
        void thatIsADirectoryIsReported() throws IOException {
            Files.createDirectory(directory.resolve("conf.d"));

            assertThat(scenario.argument("conf.d").problems())
                    .containsExactly("conf.d: cannot be read: Is a directory (named by the agent argument)");
        }

        @Test
        void withAnImpossiblePathIsReported() {
            assertThat(scenario.argument("a\0b").problems())
                    .singleElement()
                    .asString()
                    .contains("cannot be read");
        }

        @Test
        void leavesDefaultsAndOverrides() {
            scenario.conf("phase3 {\n exporter.host = file\n exporter.port = }\n")
                    .property("phase3.exporter.port", "5");

            assertThat(scenario.problems()).singleElement().asString().startsWith("phase3.conf: 3: ");
            assertThat(scenario.config().exporter().host()).isEqualTo("127.0.0.1");
            assertThat(scenario.config().exporter().firstPort()).isEqualTo(5);
        }

        @Test
        void withoutAnythingOfOursIsReported() {
            assertThat(scenario.conf("# empty").problems())
                    .containsExactly("phase3.conf: nothing under 'phase3': the file sets nothing");
        }

        @Test
        void withRulesAtTheTopIsReportedWithAHint() {
            assertThat(scenario.conf("other = 1\nrules { x.methods = [a.B.c()] }")
                            .problems())
                    .containsExactly("phase3.conf: 2: nothing under 'phase3': the file sets nothing – put 'rules' into"
                            + " phase3 { … }");
        }

        @Test
        void withAMisspelledRootIsReportedWithAHint() {
            assertThat(scenario.conf("\nPhase-3 { enabled = false }").problems())
                    .containsExactly(
                            "phase3.conf: 2: nothing under 'phase3': the file sets nothing – is 'Phase-3' meant to"
                                    + " be 'phase3'?");
        }

        @Test
        void withARootThatIsNoObjectIsReported() {
            assertThat(scenario.conf("\nphase3 = 5").problems())
                    .singleElement()
                    .asString()
                    .startsWith("phase3.conf: 2: ")
                    .contains("must be an object { … }, not '5'");
        }

        @Test
        void withARootThatIsUnknownIsReported() {
            assertThat(scenario.conf("\nphase3 = ${NOWHERE}").problems())
                    .singleElement()
                    .asString()
                    .startsWith("phase3.conf: 2: ")
                    .contains("set nowhere");
        }
    }

    @Nested
    class Problems {
        @Test
        void areSortedByFileAndLine() {
            scenario.conf("phase3 {\n\n\n\n\n\n\n\n\n b = 1\n a = 1\n include \"more.conf\"\n}")
                    .file("more.conf", "\nc = 1")
                    .property("phase3.d", "1");

            assertThat(scenario.problems())
                    .containsExactly(
                            "more.conf: 2: unknown key 'c'",
                            "phase3.conf: 10: unknown key 'b'",
                            "phase3.conf: 11: unknown key 'a'",
                            "system property phase3.d: unknown key 'd'");
        }

        @Test
        void areMadeOfTheirParts() {
            Problem problem = scenario.conf("\nphase3.a = 1").load().problems().get(0);

            assertThat(problem.origin()).isEqualTo("phase3.conf: 2");
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).isEqualTo("unknown key 'a'");
        }
    }

    @Nested
    class TheApplication {
        @Test
        void isNeverAskedThroughTheContextClassLoader() {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            scenario.conf("phase3 { include \"more\", exporter.host = ${?X} }").file("more.conf", "enabled = true");
            thread.setContextClassLoader(new ForbiddenLoader());
            try {
                assertThat(scenario.problems()).isEmpty();
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        @Test
        void mayShareItsFile() {
            assertThat(scenario.conf("akka { loglevel = debug }\nphase3 { enabled = true }")
                            .problems())
                    .isEmpty();
        }

        @Test
        void isSeenByTheConvenientLoader() {
            assertThat(ConfigLoader.ofThisProcess("exporter.port=1")
                            .load()
                            .config()
                            .exporter()
                            .firstPort())
                    .isEqualTo(1);
        }
    }

    private static final class ForbiddenLoader extends ClassLoader {
        @Override
        protected Class<?> loadClass(String name, boolean resolve) {
            throw new AssertionError("asked for " + name);
        }

        @Override
        public URL getResource(String name) {
            throw new AssertionError("asked for " + name);
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            throw new AssertionError("asked for " + name);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            throw new AssertionError("asked for " + name);
        }
    }
}

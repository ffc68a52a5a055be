package io.phase3.monitor.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.RealPostgres;
import io.phase3.monitor.database.Database;
import io.phase3.monitor.database.DatabaseException;
import io.phase3.monitor.http.Page;
import io.phase3.monitor.http.Request;
import io.phase3.monitor.http.Response;
import io.phase3.monitor.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerWebhookIT {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
    private static final String REASON = "Phase3ExperimentNegativeImpact: new converts 20% less than the control;"
            + " Phase3ExperimentGuardrailBreached: complaints have doubled";

    private static TestDatabase database;

    private final List<String> messages = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException, DatabaseException {
        database = TestDatabase.start();
    }

    @AfterAll
    static void stop() throws IOException {
        database.close();
    }

    @BeforeEach
    void runningExperiments() {
        database.empty();
        database.experiment("e", "old", "new");
        database.experiment("calm", "old", "new");
        database.subjects("e", "new", 20, 0);
    }

    private Page page(Database pool) {
        ExperimentSettings settings =
                new ExperimentSettings(Duration.ofMinutes(1), Duration.ofDays(1), Optional.of(Secret.of("t0ken")));
        return AlertmanagerWebhook.of(settings, new Rollback(pool, settings.coolDown(), CLOCK), messages::add)
                .orElseThrow();
    }

    private Response post(byte[] body) throws IOException {
        return page(database.database()).answer(request("Bearer t0ken", body));
    }

    private static Request request(String authorization, byte[] body) {
        return new Request("POST", "/-/alerts", "", Map.of("authorization", authorization), body);
    }

    private static byte[] recorded() throws IOException {
        try (InputStream in = AlertmanagerWebhookIT.class.getResourceAsStream("alertmanager-notification.json")) {
            return in.readAllBytes();
        }
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static List<String> audit() {
        return database.rows("select experiment, requested_by, outcome from phase3.experiment_rollback order by id");
    }

    @Nested
    class ANotification {
        @Test
        void rollsBackTheExperimentsThatDoHarmAndNoOther() throws Exception {
            Response response = post(recorded());

            assertThat(response.status()).isEqualTo(200);
            assertThat(text(response))
                    .isEqualTo("{\"requests\":[{\"experiment\":\"e\",\"outcome\":\"rolled_back\",\"subjects\":20,"
                            + "\"detail\":\"is rolled back: everybody gets 'old', for 20 of its subjects a change\"}],"
                            + "\"ignored\":2}");
            assertThat(database.rows("select reason from phase3.experiment_rollback"))
                    .containsExactly(REASON);
            assertThat(database.rows("select name from phase3.experiment where status = 'running'"))
                    .containsExactly("calm");
            assertThat(messages)
                    .containsExactly(
                            "experiment 'e' is rolled back: everybody gets 'old', for 20 of its subjects a change"
                                    + " (" + REASON + ")");
        }

        @Test
        void mayComeAgain() throws Exception {
            post(recorded());

            assertThat(text(post(recorded()))).contains("already_rolled_back", "\"subjects\":0");
            assertThat(audit()).containsExactly("e alertmanager rolled_back", "e alertmanager already_rolled_back");
            assertThat(messages).hasSize(1);
        }

        @Test
        void isRefusedByAHold() throws Exception {
            database.run("update phase3.experiment set held_by = 'bea'");

            assertThat(text(post(recorded()))).contains("\"outcome\":\"held\"", "is held by bea");
        }

        @Test
        void ofAnExperimentThatDoesNotExistIsRecorded() throws Exception {
            String body = new String(recorded(), StandardCharsets.UTF_8)
                    .replace("\"experiment\":\"e\"", "\"experiment\":\"x\\u0000y\"");

            Response response = post(body.getBytes(StandardCharsets.UTF_8));

            assertThat(response.status()).isEqualTo(200);
            assertThat(audit()).containsExactly("x y alertmanager unknown_experiment");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "''                            | the body is no JSON object",
                    "[]                            | the body is no JSON object",
                    "{\"version\":                 | the body is no JSON: line 1, column 12",
                    "{\"version\":\"3\"}           | the version is '3': Alertmanager's webhook of version \\\"4\\\" is understood",
                    "{\"version\":\"4\"}           | 'alerts' is no list",
                    "{\"version\":\"4\",\"alerts\":3} | 'alerts' is no list"
                })
        void thatIsMalformedIsRefusedWithTheReason(String body, String reason) throws IOException {
            Response response = post(body.getBytes(StandardCharsets.UTF_8));

            assertThat(response.status()).isEqualTo(400);
            assertThat(text(response)).isEqualTo("{\"error\":\"" + reason + "\"}");
        }

        @Test
        void thatIsStrangeButWellFormedIsIgnored() throws IOException {
            String body =
                    "{\"version\":\"4\",\"alerts\":[1,null,{\"status\":\"firing\"},{\"status\":\"firing\",\"labels\":"
                            + "{\"alertname\":\"Phase3ExperimentNegativeImpact\"}}]}";

            assertThat(text(post(body.getBytes(StandardCharsets.UTF_8)))).isEqualTo("{\"requests\":[],\"ignored\":4}");
        }
    }

    @Nested
    class TheToken {
        @ParameterizedTest
        @ValueSource(strings = {"", "t0ken", "Bearer", "Bearer ", "Bearer t0ke", "Bearer t0kenn", "Basic dDBrZW46"})
        void isDemanded(String authorization) throws Exception {
            Response response = page(database.database()).answer(request(authorization, recorded()));

            assertThat(response.status()).isEqualTo(401);
            assertThat(response.headers()).containsEntry("WWW-Authenticate", "Bearer realm=\"phase3\"");
            assertThat(audit()).isEmpty();
        }

        @Test
        void isNeededForThereToBeAWebhook() {
            ExperimentSettings settings =
                    new ExperimentSettings(Duration.ofMinutes(1), Duration.ofDays(1), Optional.empty());

            assertThat(AlertmanagerWebhook.of(
                            settings, new Rollback(database.database(), Duration.ZERO, CLOCK), messages::add))
                    .isEmpty();
        }
    }

    @Nested
    class WithoutADatabase {
        @Test
        void alertmanagerIsAskedToTryAgain() throws Exception {
            try (Database gone = Database.open(RealPostgres.nowhere())) {
                Response response = page(gone).answer(request("Bearer t0ken", recorded()));

                assertThat(response.status()).isEqualTo(503);
                assertThat(text(response)).contains("is PostgreSQL running there, and reachable?");
                assertThat(messages)
                        .singleElement()
                        .asString()
                        .startsWith(
                                "experiment 'e' cannot be rolled back, Alertmanager is asked to try again: SQL state");
            }
        }
    }
}

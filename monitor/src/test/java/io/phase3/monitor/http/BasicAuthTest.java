package io.phase3.monitor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.monitor.http.HttpSettings.BasicAuth;
import io.phase3.monitor.secret.Secret;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BasicAuthTest {
    private static final BasicAuth AUTH = new BasicAuth("prometheus", Secret.of("grün:1"));

    private final Visitor visitor = new Visitor();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        Page page = request -> Response.text(200, "");
        endpoint =
                visitor.start(Visitor.of(AUTH), Map.of("/metrics", page, "/-/healthy", page), Map.of("/events", page));
    }

    @AfterEach
    void close() throws IOException {
        visitor.close();
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic ", "basic ", "BASIC  "})
    void the_one_user_is_let_in(String scheme) throws Exception {
        String authorization = scheme + basic("prometheus:grün:1").substring("Basic ".length());
        assertThat(visitor.get(endpoint, "/metrics", "Authorization", authorization)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/nothing", "/events"})
    void nobody_else_is_whatever_the_path(String path) throws Exception {
        HttpResponse<byte[]> response = visitor.get(endpoint, path);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(Visitor.header(response, "WWW-Authenticate")).isEqualTo("Basic realm=\"phase3\", charset=\"UTF-8\"");
        assertThat(Visitor.text(response)).isEqualTo("User and password, please.\n");
    }

    @Test
    void a_post_to_nowhere_is_refused_before_its_body_is_read() throws Exception {
        HttpResponse<byte[]> response =
                visitor.post(endpoint, "/nowhere", BodyPublishers.ofByteArray(new byte[2 << 20]));
        assertThat(response.statusCode()).isEqualTo(401);
    }

    @Test
    void a_page_that_is_posted_to_judges_for_itself() throws Exception {
        assertThat(visitor.post(endpoint, "/events", BodyPublishers.ofString("{}"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prometheus:grün:2",
                "prometheus:grün:",
                "prometheus:grün:11",
                "prometheus:",
                "prometheus",
                "Prometheus:grün:1",
                ":grün:1",
                ""
            })
    void a_wrong_user_or_password_is_not(String credentials) throws Exception {
        assertThat(visitor.get(endpoint, "/metrics", "Authorization", basic(credentials))
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !", "Bearer cHJvbWV0aGV1czpncsO8bjox", "cHJvbWV0aGV1czpncsO8bjox"})
    void what_is_no_basic_auth_is_not(String authorization) throws Exception {
        assertThat(visitor.get(endpoint, "/metrics", "Authorization", authorization)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void probes_need_no_password() throws Exception {
        assertThat(visitor.get(endpoint, "/-/healthy").statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_of_it_is_logged() throws Exception {
        assertThat(visitor.get(endpoint, "/metrics", "Authorization", basic("prometheus:wrong"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(visitor.log).isEmpty();
        assertThat(Visitor.of(AUTH).toString()).contains("password=…").doesNotContain("grün");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b"})
    void a_user_has_a_name_that_can_be_sent(String user) {
        assertThatThrownBy(() -> new BasicAuth(user, Secret.of("x")))
                .hasMessage("the user of basic auth must be a name without a colon");
    }
}

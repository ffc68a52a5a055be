package io.phase3.monitor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.phase3.monitor.http.HttpSettings.PemFiles;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time-out only ends a test that would hang otherwise. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {
    private static final String PASSWORD = "moonlight";

    @TempDir
    private static Path folder;

    private static KeyStore rsa;
    private static KeyStore ellipticCurve;
    private static KeyStore other;
    private static SSLContext trust;

    private Visitor visitor;

    @BeforeAll
    static void makeCertificates() throws Exception {
        rsa = keys("rsa.p12", "RSA");
        ellipticCurve = keys("ec.p12", "EC");
        other = keys("other.p12", "EC");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("rsa", rsa.getCertificate("server"));
        trusted.setCertificateEntry("ec", ellipticCurve.getCertificate("server"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        trust = SSLContext.getInstance("TLS");
        trust.init(null, managers.getTrustManagers(), null);
    }

    /** A private key with its certificate, as only keytool makes them without another library. */
    private static KeyStore keys(String name, String algorithm) throws Exception {
        Path file = folder.resolve(name);
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        algorithm,
                        "-dname",
                        "CN=test",
                        "-validity",
                        "2",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }

    @BeforeEach
    void open() {
        visitor = new Visitor(trust);
    }

    @AfterEach
    void close() throws IOException {
        visitor.close();
    }

    private HttpEndpoint start(PemFiles tls) throws IOException {
        return start(tls, Visitor.NEVER);
    }

    private HttpEndpoint start(PemFiles tls, Duration limit) throws IOException {
        return visitor.start(
                Visitor.of(tls, limit), Map.of("/metrics", request -> Response.text(200, "secretly")), Map.of());
    }

    private SSLSocket handshake(HttpEndpoint endpoint, String... versions) throws IOException {
        SSLSocket socket = (SSLSocket) trust.getSocketFactory()
                .createSocket(Visitor.LOOPBACK, endpoint.address().getPort());
        try {
            socket.setEnabledProtocols(versions);
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static PemFiles pem(KeyStore keys) throws Exception {
        return pem(keys, keys);
    }

    private static PemFiles pem(KeyStore certificate, KeyStore key) throws Exception {
        return new PemFiles(
                write(
                        "certificate.pem",
                        "CERTIFICATE",
                        certificate.getCertificate("server").getEncoded()),
                write(
                        "key.pem",
                        "PRIVATE KEY",
                        key.getKey("server", PASSWORD.toCharArray()).getEncoded()));
    }

    private static Path write(String name, String type, byte[] content) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + type + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                        + "\n-----END " + type + "-----\n");
    }

    @Nested
    class A_scrape_over_https {
        private void works(PemFiles tls) throws Exception {
            HttpEndpoint endpoint = start(tls);
            assertThat(endpoint.uri()).hasScheme("https");
            assertThat(Visitor.text(visitor.get(endpoint, "/metrics"))).isEqualTo("secretly");
            Awaitility.await().until(() -> endpoint.active() == 0);
        }

        @Test
        void works_with_keys_of_elliptic_curves() throws Exception {
            works(pem(ellipticCurve));
        }

        @Test
        void works_with_keys_of_RSA() throws Exception {
            works(pem(rsa));
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void speaks(String version) throws Exception {
            try (SSLSocket socket = handshake(start(pem(rsa)), version)) {
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            }
        }

        @Test
        void does_not_speak_plain_HTTP() throws Exception {
            HttpEndpoint endpoint = start(pem(rsa));
            assertThat(visitor.raw(endpoint, "GET /metrics HTTP/1.1\r\n\r\n")).doesNotContain("HTTP", "secretly");
            assertThat(visitor.get(endpoint, "/metrics").statusCode()).isEqualTo(200);
        }

        @Test
        void is_offered_no_version_before_1_2() throws Exception {
            try (SSLSocket spoken = (SSLSocket) Tls.with(pem(rsa)).over(connected())) {
                assertThat(spoken.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
            }
        }

        private Socket connected() throws Exception {
            return visitor.connect(start(pem(rsa)), "");
        }

        @Test
        void is_refused_by_who_does_not_trust_the_certificate() throws Exception {
            HttpEndpoint endpoint = start(pem(rsa));
            try (Visitor stranger = new Visitor()) {
                assertThatThrownBy(() -> stranger.get(endpoint, "/metrics")).isInstanceOf(SSLHandshakeException.class);
            }
        }
    }

    @Nested
    class A_slow_client {
        private static final Duration LIMIT = Duration.ofMillis(700);
        /** A record of a handshake that ends too early. */
        private static final String HALF_A_HELLO = "\u0016\u0003\u0001\u0001\u0000\u0001";

        private void isCut(HttpEndpoint endpoint) {
            Awaitility.await().until(() -> endpoint.active() == 0);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", HALF_A_HELLO})
        void that_does_not_shake_hands_is_cut_at_the_limit(String sent) throws Exception {
            HttpEndpoint endpoint = start(pem(rsa), LIMIT);
            Visitor.assertClosed(visitor.connect(endpoint, sent));
            isCut(endpoint);
        }

        @Test
        void that_asks_and_never_reads_is_cut_at_the_limit_and_so_is_the_next_one() throws Exception {
            AtomicInteger asked = new AtomicInteger();
            Page large = request -> {
                asked.incrementAndGet();
                return new Response(200, "text/plain", new byte[1 << 25], Map.of());
            };
            HttpEndpoint endpoint = visitor.start(Visitor.of(pem(rsa), Duration.ofSeconds(2)), Map.of("/large", large));
            for (int i = 1; i <= 2; i++) {
                int count = i;
                try (SSLSocket deaf = handshake(endpoint, "TLSv1.3")) {
                    deaf.getOutputStream().write("GET /large HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    Awaitility.await().until(() -> asked.get() == count);
                    isCut(endpoint);
                }
            }
        }

        @Test
        void keeps_nobody_waiting() throws Exception {
            HttpEndpoint endpoint = start(pem(rsa));
            for (int i = 0; i < 5; i++) {
                visitor.connect(endpoint, HALF_A_HELLO);
            }
            Awaitility.await().until(() -> endpoint.active() == 5);
            assertThat(visitor.get(endpoint, "/metrics").statusCode()).isEqualTo(200);
        }
    }

    @Nested
    class What_cannot_be_used {
        private void isSaid(PemFiles tls, String message) {
            assertThatThrownBy(() -> start(tls)).isInstanceOf(IOException.class).hasMessage(message);
        }

        @Test
        void a_file_that_is_not_there() {
            Path missing = folder.resolve("missing");
            isSaid(new PemFiles(missing, missing), "there is no file " + missing);
        }

        @Test
        void a_file_of_somebody_else() throws Exception {
            Path file = Files.copy(pem(rsa).key(), folder.resolve("unreadable.pem"));
            Assumptions.assumeTrue(
                    file.getFileSystem().supportedFileAttributeViews().contains("posix"), "no permissions here");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
            Assumptions.assumeFalse(Files.isReadable(file), "this user may read everything");
            isSaid(new PemFiles(file, file), file + " may not be read by the user who runs this");
        }

        @Test
        void a_file_of_something_else() throws Exception {
            Path text = Files.writeString(folder.resolve("text"), "no PEM");
            PemFiles good = pem(rsa);
            isSaid(
                    new PemFiles(text, good.key()),
                    text + " has no certificate: it has to begin with -----BEGIN CERTIFICATE-----");
            isSaid(new PemFiles(good.certificates(), text), noKey(text));
        }

        @Test
        void a_directory() throws Exception {
            PemFiles good = pem(rsa);
            String message = folder + " is a directory: it has to be a file in PEM";
            isSaid(new PemFiles(folder, good.key()), message);
            isSaid(new PemFiles(good.certificates(), folder), message);
        }

        @Test
        void a_private_key_in_another_form() throws Exception {
            PemFiles good = pem(rsa);
            Path encrypted = write("encrypted.pem", "ENCRYPTED PRIVATE KEY", new byte[20]);
            isSaid(new PemFiles(good.certificates(), encrypted), noKey(encrypted));
            Path broken = write("broken.pem", "PRIVATE KEY", new byte[20]);
            isSaid(new PemFiles(good.certificates(), broken), noKey(broken));
        }

        private String noKey(Path file) {
            return file + " has no private key in PKCS#8, not encrypted (-----BEGIN PRIVATE KEY-----):"
                    + " openssl pkcs8 -topk8 -nocrypt makes one of any other";
        }

        @Test
        void a_key_of_another_certificate() throws Exception {
            isForeign(pem(rsa, ellipticCurve));
            isForeign(pem(ellipticCurve, other));
        }

        private void isForeign(PemFiles wrong) {
            isSaid(
                    wrong,
                    "the key " + wrong.key() + " does not belong to the first certificate of " + wrong.certificates()
                            + ": the server's own has to stand first");
        }
    }
}

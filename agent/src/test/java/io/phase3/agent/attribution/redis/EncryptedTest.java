package io.phase3.agent.attribution.redis;

import static io.phase3.agent.attribution.redis.RunningRedis.LEAD;
import static io.phase3.agent.attribution.redis.RunningRedis.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.agent.attribution.touches.MemoryTouches;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path directory;

    @BeforeAll
    static void makeKeys() throws Exception {
        makeKey("localhost");
        makeKey("elsewhere");
    }

    private static void makeKey(String host) throws Exception {
        keytool("-genkeypair", "-keystore", host, "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        keytool("-exportcert", "-keystore", host, "-file", host + ".crt");
        keytool("-importcert", "-noprompt", "-keystore", host + ".trust", "-file", host + ".crt");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "redis", "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Nested
    class A_connection {
        @Test
        void is_encrypted_and_checked_against_the_trust_store_of_the_JVM() throws Exception {
            assertThat(addAndFlush("localhost", "localhost")).isEqualTo("1 touch");
        }

        @Test
        void to_one_whom_this_JVM_does_not_trust_is_refused() throws Exception {
            assertThat(addAndFlush("localhost", "elsewhere"))
                    .contains("shows a certificate that this JVM does not trust: add its authority to the trust store");
        }

        @Test
        void to_one_with_the_certificate_of_another_host_is_refused() throws Exception {
            assertThat(addAndFlush("elsewhere", "elsewhere")).contains("shows a certificate for another host");
        }

        @Test
        void to_one_who_does_not_encrypt_is_told() throws Exception {
            try (RunningRedis redis = new RunningRedis()) {
                redis.store(settings("rediss://127.0.0.1:" + redis.port, null, null, Duration.ofMillis(500)))
                        .flush();

                assertThat(redis.problems)
                        .singleElement()
                        .asString()
                        .startsWith("Redis at 127.0.0.1:" + redis.port)
                        .containsAnyOf("does not speak TLS", "TLS: ", "nothing came within");
            }
        }

        @Test
        void to_one_who_encrypts_is_told_if_it_is_not() throws Exception {
            try (RunningRedis redis = new RunningRedis();
                    Encrypting encrypting = new Encrypting("localhost", redis.port)) {
                redis.store(settings("redis://localhost:" + encrypting.port(), null))
                        .flush();

                assertThat(redis.problems).singleElement().asString().contains("rediss://");
            }
        }
    }

    /** In a JVM of its own, because what a JVM trusts is settled by the first who asks. */
    private static String addAndFlush(String shown, String trusted) throws Exception {
        try (RunningRedis redis = new RunningRedis();
                Encrypting encrypting = new Encrypting(shown, redis.port)) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djavax.net.ssl.trustStore=" + directory.resolve(trusted + ".trust"),
                            "-Djavax.net.ssl.trustStorePassword=" + PASSWORD,
                            "-cp",
                            System.getProperty("java.class.path"),
                            Program.class.getName(),
                            "rediss://localhost:" + encrypting.port())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            return output.trim();
        }
    }

    /** Prints what is wrong, or how many touches are there. */
    static final class Program {
        public static void main(String[] arguments) throws Exception {
            RedisStore store = new RedisStore(
                    settings(arguments[0], null),
                    10,
                    Duration.ofDays(90),
                    Duration.ofDays(90),
                    new MemoryTouches(10, 10),
                    Clock.systemUTC(),
                    System.out::println,
                    System.out::println);
            store.add(LEAD, "updates", System.currentTimeMillis());
            store.flush();
            try {
                System.out.println(RunningRedis.touches(store, LEAD).size() + " touch");
            } catch (io.phase3.agent.attribution.touches.StoreUnavailableException e) {
                // It has been printed already.
            }
        }
    }

    /** Speaks TLS for a Redis that does not. */
    private static final class Encrypting implements AutoCloseable {
        private final ServerSocket server;

        Encrypting(String host, int redis) throws Exception {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(directory.resolve(host))) {
                keys.load(in, PASSWORD.toCharArray());
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            server = context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getByName("localhost"));
            daemon(() -> {
                while (!server.isClosed()) {
                    Socket client = server.accept();
                    Socket target = new Socket(InetAddress.getLoopbackAddress(), redis);
                    daemon(() -> pass(client, target));
                    daemon(() -> pass(target, client));
                }
            });
        }

        private static void pass(Socket from, Socket to) throws IOException {
            try (from;
                    to) {
                byte[] buffer = new byte[8192];
                for (int n = from.getInputStream().read(buffer);
                        n >= 0;
                        n = from.getInputStream().read(buffer)) {
                    to.getOutputStream().write(buffer, 0, n);
                    to.getOutputStream().flush();
                }
            }
        }

        private interface Work {
            void run() throws IOException;
        }

        private static void daemon(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // Either side has had enough.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return server.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

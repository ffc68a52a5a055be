package io.phase3.monitor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.phase3.monitor.http.HttpSettings.BasicAuth;
import io.phase3.monitor.http.HttpSettings.PemFiles;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Starts endpoints, asks them, and closes both at the end of a test. */
final class Visitor implements Closeable {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final String HOST = LOOPBACK.getHostAddress();
    static final Duration NEVER = Duration.ofHours(1);
    static final HttpSettings PLAIN = new HttpSettings(HOST, 0, 4, NEVER, Optional.empty(), Optional.empty());

    final List<String> log = new CopyOnWriteArrayList<>();
    private final HttpClient client;
    private final List<Closeable> open = new ArrayList<>();

    Visitor() {
        client = HttpClient.newHttpClient();
    }

    Visitor(SSLContext trust) {
        client = HttpClient.newBuilder().sslContext(trust).build();
    }

    static HttpSettings port(int port) {
        return new HttpSettings(HOST, port, 4, NEVER, Optional.empty(), Optional.empty());
    }

    static HttpSettings of(int threads, Duration limit) {
        return new HttpSettings(HOST, 0, threads, limit, Optional.empty(), Optional.empty());
    }

    static HttpSettings of(BasicAuth auth) {
        return new HttpSettings(HOST, 0, 4, NEVER, Optional.of(auth), Optional.empty());
    }

    static HttpSettings of(PemFiles tls, Duration limit) {
        return new HttpSettings(HOST, 0, 1, limit, Optional.empty(), Optional.of(tls));
    }

    HttpEndpoint start(HttpSettings settings, Map<String, Page> readPages, Map<String, Page> postPages)
            throws IOException {
        HttpEndpoint endpoint = HttpEndpoint.start(settings, readPages, postPages, log::add);
        open.add(endpoint);
        return endpoint;
    }

    HttpEndpoint start(HttpSettings settings, Map<String, Page> readPages) throws IOException {
        return start(settings, readPages, Map.of());
    }

    HttpResponse<byte[]> get(HttpEndpoint endpoint, String path, String... headers)
            throws IOException, InterruptedException {
        return send(endpoint, "GET", path, BodyPublishers.noBody(), headers);
    }

    HttpResponse<byte[]> post(HttpEndpoint endpoint, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return send(endpoint, "POST", path, body, headers);
    }

    HttpResponse<byte[]> send(HttpEndpoint endpoint, String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        URI target = URI.create(endpoint.uri() + path.substring(1));
        // HTTP/1.1, as Prometheus speaks it: the JDK would ask for an upgrade to HTTP/2 each time.
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A connection of our own, on which these characters were sent. */
    Socket connect(HttpEndpoint endpoint, String sent) throws IOException {
        Socket socket = new Socket(LOOPBACK, endpoint.address().getPort());
        open.add(socket);
        socket.getOutputStream().write(sent.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    /** All that the endpoint answers to these characters. */
    String raw(HttpEndpoint endpoint, String sent) throws IOException {
        return new String(connect(endpoint, sent).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** By an end or, where what was sent has not been read, by a reset. */
    static void assertClosed(Socket socket) throws IOException {
        int read;
        try {
            read = socket.getInputStream().read();
        } catch (SocketException reset) {
            read = -1;
        }
        assertThat(read).isEqualTo(-1);
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    @Override
    public void close() throws IOException {
        for (Closeable closeable : open) {
            closeable.close();
        }
    }
}

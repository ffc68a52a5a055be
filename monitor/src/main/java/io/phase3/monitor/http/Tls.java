package io.phase3.monitor.http;

import io.phase3.monitor.http.HttpSettings.PemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Speaks TLS, 1.2 and up, with the server's certificate. */
final class Tls implements Connections.Channel {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final SSLSocketFactory sockets;

    private Tls(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    /** @throws IOException if the certificate or its key cannot be used; the message names the file */
    static Tls with(PemFiles files) throws IOException {
        try {
            PrivateKey key = Pem.key(files.key());
            Certificate[] certificates = Pem.certificates(files.certificates());
            if (!Pem.belongTogether(key, certificates[0])) {
                throw new IOException("the key " + files.key() + " does not belong to the first certificate of "
                        + files.certificates() + ": the server's own has to stand first");
            }
            char[] password = {};
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("server", key, password, certificates);
            return with(keys, password);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificate " + files.certificates() + " with the key " + files.key() + " cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    /** The handshake begins with the first byte that is read, on the thread that reads it. */
    @Override
    public Socket over(Socket connection) throws IOException {
        SSLSocket spoken = (SSLSocket) sockets.createSocket(connection, (InputStream) null, true);
        spoken.setEnabledProtocols(VERSIONS);
        return spoken;
    }

    private static Tls with(KeyStore keys, char[] password) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Tls(context.getSocketFactory());
    }
}

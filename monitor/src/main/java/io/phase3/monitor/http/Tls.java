package io.phase3.monitor.http;

import io.phase3.monitor.http.HttpSettings.KeyStoreFile;
import io.phase3.monitor.http.HttpSettings.PemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Collections;
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

    /** @throws IOException if the certificate or its key cannot be used; the message names the file, never the password */
    static Tls with(HttpSettings.Tls settings) throws IOException {
        return settings instanceof PemFiles files ? with(files) : with((KeyStoreFile) settings);
    }

    /** The handshake begins with the first byte that is read, on the thread that reads it. */
    @Override
    public Socket over(Socket connection) throws IOException {
        SSLSocket spoken = (SSLSocket) sockets.createSocket(connection, (InputStream) null, true);
        spoken.setEnabledProtocols(VERSIONS);
        return spoken;
    }

    private static Tls with(KeyStoreFile store) throws IOException {
        char[] password = store.password().reveal().toCharArray();
        KeyStore keys = load(store.file(), password);
        try {
            if (!hasKey(keys)) {
                throw new IOException("the key store " + store.file()
                        + " has no private key, but certificates only: it has to be the server's own");
            }
            return with(keys, password);
        } catch (UnrecoverableKeyException e) {
            throw new IOException("the private key in " + store.file()
                    + " has another password than the key store: give both the same");
        } catch (GeneralSecurityException e) {
            throw new IOException("the key store " + store.file() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Tls with(PemFiles files) throws IOException {
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

    private static Tls with(KeyStore keys, char[] password) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Tls(context.getSocketFactory());
    }

    /** The JDK recognises PKCS12 and JKS by themselves under the one name. */
    private static KeyStore load(Path file, char[] password) throws IOException {
        try (InputStream in = open(file)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            return keys;
        } catch (GeneralSecurityException e) {
            throw notAKeyStore(file, e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new IOException("the password does not open the key store " + file, e);
            }
            throw e instanceof UnreadableException ? e : notAKeyStore(file, e);
        }
    }

    /** A file that is not there, or not for us; the message is for people. */
    static final class UnreadableException extends IOException {
        private static final long serialVersionUID = 1;

        private UnreadableException(String message) {
            super(message);
        }
    }

    /** Opens a file of the settings. */
    static InputStream open(Path file) throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableException("there is no file " + file);
        } catch (AccessDeniedException e) {
            throw new UnreadableException(file + " may not be read by the user who runs this");
        }
    }

    private static IOException notAKeyStore(Path file, Exception cause) {
        return new IOException(file + " is no key store: it has to be PKCS12 or JKS, as keytool writes them", cause);
    }

    private static boolean hasKey(KeyStore keys) throws GeneralSecurityException {
        for (String alias : Collections.list(keys.aliases())) {
            if (keys.isKeyEntry(alias)) {
                return true;
            }
        }
        return false;
    }
}

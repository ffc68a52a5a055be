package io.phase3.monitor.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate with its chain, and a private key, from files in PEM (RFC 7468). */
final class Pem {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    /** The certificates of a file, in its order, at least one. */
    static Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        try (InputStream in = open(file)) {
            Certificate[] certificates = factory.generateCertificates(in).toArray(Certificate[]::new);
            if (certificates.length > 0) {
                return certificates;
            }
        } catch (CertificateException e) {
            // Said below, as for a file that has none.
        }
        throw new IOException(file + " has no certificate: it has to begin with -----BEGIN CERTIFICATE-----");
    }

    /** The private key of a file. */
    static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = open(file)) {
            Matcher key = KEY.matcher(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
            if (key.find()) {
                return key(Base64.getMimeDecoder().decode(key.group(1)));
            }
        } catch (IllegalArgumentException | InvalidKeySpecException e) {
            // Said below; the exception might quote the key.
        }
        throw new IOException(file + " has no private key in PKCS#8, not encrypted (-----BEGIN PRIVATE KEY-----):"
                + " openssl pkcs8 -topk8 -nocrypt makes one of any other");
    }

    /** Whether what the key signs, the certificate confirms. */
    static boolean belongTogether(PrivateKey key, Certificate certificate) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                });
        byte[] anything = {1};
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(anything);
        return signature.verify(signed);
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a directory: it has to be a file in PEM");
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by the user who runs this", e);
        }
    }

    private static PrivateKey key(byte[] encoded) throws GeneralSecurityException {
        PKCS8EncodedKeySpec specification = new PKCS8EncodedKeySpec(encoded);
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(specification);
            } catch (InvalidKeySpecException e) {
                // Of another algorithm.
            }
        }
        throw new InvalidKeySpecException();
    }
}

package io.flowcanary.access;

import io.flowcanary.settings.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * What the listener shows: a certificate chain and its key, each a PEM file. Read once: a new certificate takes a restart.
 *
 * @param certificate the leaf first
 * @param key unencrypted PKCS #8
 * @param trust the only certificates that other instances are trusted by, if they are listed
 */
record Tls(Path certificate, Path key, Optional<Path> trust) {
    private static final char[] NO_PASSWORD = {};
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    /**
     * A listener that speaks TLS 1.2 or 1.3 only.
     *
     * @throws IllegalArgumentException when a file cannot be used, saying which, why and what to do
     */
    Connector connector(Server server, HttpConfiguration http, String host, int port) {
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(keyStore());
        context.setKeyStorePassword("");
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        HttpConfiguration secure = new HttpConfiguration(http);
        // Whoever reaches us by another name, such as a load balancer's, is not turned away for it.
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(
                server, new SslConnectionFactory(context, "http/1.1"), new HttpConnectionFactory(secure));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("listener", privateKey(), NO_PASSWORD, chain().toArray(new Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the listener's certificate " + certificate + " and key " + key + " do not go together: " + e, e);
        }
    }

    List<Certificate> chain() {
        return certificates(AccessSettings.CERTIFICATE, certificate);
    }

    /** Those that are listed to be trusted; empty when none are. */
    Optional<List<Certificate>> trusted() {
        return trust.map(file -> certificates(AccessSettings.TRUST, file));
    }

    private static List<Certificate> certificates(Setting setting, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> found =
                    List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (!found.isEmpty()) {
                return found;
            }
            throw unusable(setting.name(), file, "it holds no certificate; PEM is expected", null);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(setting.name(), file, e.toString(), e);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        Matcher pem;
        try {
            pem = PKCS8.matcher(Files.readString(key));
        } catch (IOException e) {
            throw unusable(AccessSettings.KEY.name(), key, e.toString(), e);
        }
        if (!pem.find()) {
            throw unusable(
                    AccessSettings.KEY.name(),
                    key,
                    "it holds no unencrypted PKCS #8 key; 'openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW' makes one",
                    null);
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException e) {
                // Another algorithm's, perhaps.
            }
        }
        throw unusable(AccessSettings.KEY.name(), key, "its key is none of " + ALGORITHMS, null);
    }

    private static IllegalArgumentException unusable(String setting, Path file, String why, Exception cause) {
        return new IllegalArgumentException(setting + ": " + file + " cannot be used: " + why, cause);
    }
}

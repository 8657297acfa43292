package io.flowcanary.access;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Which certificates other instances are known by. */
final class Peers {
    private Peers() {}

    /** Trusts what is listed; else the listener's own chain, which instances may share, and whomever the JDK trusts. */
    static SSLContext trustedBy(Tls tls) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store(tls.trusted().orElseGet(() -> ownAndKnown(tls)))), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("cannot prepare to ask other instances over TLS: " + e, e);
        }
    }

    private static List<Certificate> ownAndKnown(Tls tls) {
        List<Certificate> all = new ArrayList<>(tls.chain());
        try {
            Stream.of(managers(null))
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .forEach(manager -> all.addAll(List.of(manager.getAcceptedIssuers())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot read the JDK's trusted certificates: " + e, e);
        }
        return all;
    }

    private static KeyStore store(List<Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("trusted-" + i, trusted.get(i));
        }
        return store;
    }

    /** @param store null for the JDK's own */
    private static TrustManager[] managers(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}

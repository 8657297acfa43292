package io.flowcanary.web;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.apache.kafka.streams.state.HostInfo;

/** Why an instance is not asked over TLS, and what to do. */
final class Distrust {
    private Distrust() {}

    static String of(HostInfo instance, SSLException refusal) {
        String name = instance.host() + ":" + instance.port();
        return name + " keeps it and " + why(instance, refusal);
    }

    private static String why(HostInfo instance, SSLException refusal) {
        Throwable path = cause(refusal, CertPathBuilderException.class, CertPathValidatorException.class);
        if (path != null) {
            return "shows a certificate that is not trusted (" + path.getMessage()
                    + "): renew it if it has expired, or list it or its issuer in ACCESS_TLS_TRUST here";
        }
        Throwable certificate = cause(refusal, CertificateException.class);
        if (certificate != null) {
            return "shows a certificate that is not good for " + instance.host() + " (" + certificate.getMessage()
                    + "): issue it for that name, or set the name that it is issued for in STREAMS_APPLICATION_SERVER there";
        }
        return "cannot be asked over TLS (" + refusal.getMessage()
                + "): set ACCESS_TLS_CERTIFICATE and ACCESS_TLS_KEY on every instance, or on none";
    }

    @SafeVarargs
    private static Throwable cause(Throwable error, Class<? extends Exception>... kinds) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            for (Class<? extends Exception> kind : kinds) {
                if (kind.isInstance(cause)) {
                    return cause;
                }
            }
        }
        return null;
    }
}

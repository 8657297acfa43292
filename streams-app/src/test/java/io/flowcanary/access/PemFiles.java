package io.flowcanary.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A certificate that signs itself, and its key, as a listener is given them. */
public record PemFiles(Path certificate, Path key) {
    private static final String PASSWORD = "changeit";

    /**
     * Made by the JDK's own tool: there is no other way without a library.
     *
     * @param name whom it is for, as in {@code dns:localhost} or {@code ip:127.0.0.1}
     */
    public static PemFiles make(Path parent, String algorithm, String name) throws Exception {
        Path directory = Files.createTempDirectory(parent, "pem");
        Path store = directory.resolve("store.p12");
        int code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        algorithm,
                        "-alias",
                        "own",
                        "-dname",
                        "CN=" + directory.getFileName(),
                        "-ext",
                        "san=" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.txt").toFile())
                .start()
                .waitFor();
        assertThat(code).as("keytool").isZero();
        KeyStore made = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            made.load(in, PASSWORD.toCharArray());
        }
        PemFiles files = new PemFiles(directory.resolve("certificate.pem"), directory.resolve("key.pem"));
        Files.writeString(
                files.certificate, pem("CERTIFICATE", made.getCertificate("own").getEncoded()));
        Files.writeString(
                files.key,
                pem("PRIVATE KEY", made.getKey("own", PASSWORD.toCharArray()).getEncoded()));
        return files;
    }

    /** The listener's. */
    public Map<String, String> settings() {
        return Map.of("ACCESS_TLS_CERTIFICATE", certificate.toString(), "ACCESS_TLS_KEY", key.toString());
    }

    Tls tls() {
        return new Tls(certificate, key, Optional.empty());
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }
}

package io.flowcanary.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.flowcanary.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSettingsTest {
    @TempDir
    private Path home;

    @Test
    void withoutAWordItIsThisMachineWithoutAToken() {
        ServerSettings settings = ServerSettings.of(null, null, Map.of(), home);

        assertThat(settings.server()).hasToString("http://localhost:8080/");
        assertThat(settings.token()).isNull();
    }

    @Test
    void optionsStandBeforeVariablesAndThoseBeforeTheFile() throws IOException {
        config("{server: 'https://file', tokenFile: token}");
        Files.writeString(home.resolve(".config/flow-canary/token"), "of-file\n");
        Path option = Files.writeString(home.resolve("t"), "of-option");
        Map<String, String> env = Map.of("FLOW_CANARY_SERVER", "https://env", "FLOW_CANARY_TOKEN", "of-env");

        ServerSettings byFile = ServerSettings.of(null, null, Map.of(), home);
        ServerSettings byEnv = ServerSettings.of(null, null, env, home);
        ServerSettings byOption = ServerSettings.of("https://option/", option, env, home);

        assertThat(byFile.server()).hasToString("https://file/");
        assertThat(byFile.token().value()).isEqualTo("of-file");
        assertThat(byEnv.server()).hasToString("https://env/");
        assertThat(byEnv.token().value()).isEqualTo("of-env");
        assertThat(byOption.server()).hasToString("https://option/");
        assertThat(byOption.token().value()).isEqualTo("of-option");
    }

    @Test
    void aVariableMayNameAnotherFile() throws IOException {
        Path file = Files.writeString(home.resolve("other.yaml"), "server: https://other");

        assertThat(ServerSettings.of(null, null, Map.of("FLOW_CANARY_CONFIG", file.toString()), home)
                        .server())
                .hasToString("https://other/");
    }

    @Test
    void aTokenHasNoTextForm() {
        assertThat(ServerSettings.of(null, null, Map.of("FLOW_CANARY_TOKEN", "s3cret"), home)
                        .toString())
                .doesNotContain("s3cret");
    }

    @Test
    void saysWhatIsWrongAndWhatIsAllowed() throws IOException {
        assertThatThrownBy(() -> ServerSettings.of("localhost", null, Map.of(), home))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("--server")
                .hasMessageContaining("http://localhost:8080");
        assertThatThrownBy(() -> ServerSettings.of(null, home.resolve("none"), Map.of(), home))
                .hasMessageContaining("--token-file");
        assertThatThrownBy(() -> ServerSettings.of(null, null, Map.of("FLOW_CANARY_CONFIG", "/none"), home))
                .hasMessageContaining("FLOW_CANARY_CONFIG");
        config("{sever: 'https://file'}");
        assertThatThrownBy(() -> ServerSettings.of(null, null, Map.of(), home))
                .hasMessageContaining("sever")
                .hasMessageContaining("tokenFile");
    }

    private void config(String yaml) throws IOException {
        Path file = home.resolve(".config/flow-canary/config.yaml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, yaml);
    }
}

package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.bridge.BridgeSettings;
import io.flowcanary.settings.Setting;
import io.flowcanary.streams.StreamsSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/SETTINGS.md lists the settings that the code reads. */
class SettingsDocTest {
    private final String page = Pages.read("docs/SETTINGS.md");

    @Test
    void itsTableOfTheBridgesSettingsIsTheCodes() {
        assertThat(page).contains(table(BridgeSettings.table()));
    }

    @Test
    void itsTableOfTheStreamsServicesSettingsIsTheCodes() {
        assertThat(page).contains(table(StreamsSettings.table()));
    }

    private static String table(List<Setting> settings) {
        return settings.stream()
                .map(setting -> "| `" + setting.name() + "` | "
                        + (setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`") + " | "
                        + setting.meaning() + " |")
                .collect(Collectors.joining("\n", "| variable | default | meaning |\n|---|---|---|\n", "\n"));
    }
}

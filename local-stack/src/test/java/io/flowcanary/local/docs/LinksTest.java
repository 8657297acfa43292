package io.flowcanary.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of every page leads somewhere. */
class LinksTest {
    static Stream<String> pages() {
        return Pages.all().stream().map(Pages::name);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsToAFileAndAnAnchorThatExist(String page) {
        Path at = Pages.ROOT.resolve(page);

        assertThat(new Markdown(Pages.read(at)).links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? at : at.resolveSibling(parts[0]).normalize();
            assertThat(Files.exists(target))
                    .as("%s links to %s: no such file", page, link)
                    .isTrue();
            if (parts.length == 2) {
                assertThat(new Markdown(Pages.read(target)).anchors())
                        .as("%s links to %s: anchors there", page, link)
                        .contains(parts[1]);
            }
        });
    }

    @Test
    void theReadmeLeadsToEveryPageOfTheDocs() {
        var linked = new Markdown(Pages.read("README.md")).links();

        assertThat(pages().filter(page -> page.startsWith("docs/")))
                .isNotEmpty()
                .allSatisfy(page -> assertThat(linked).contains(page));
    }

    @Test
    void anchorsAreMadeAsTheForgesMakeThem() {
        Markdown page = new Markdown("# The `evidence` judge, [here](x.md)\n## A b\n## A b\n```\n# none\n```\n");

        assertThat(page.anchors()).containsExactlyInAnyOrder("the-evidence-judge-here", "a-b", "a-b-1");
    }
}

package io.flowcanary.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page in a real browser, over the running demo. The tests follow one another as the day goes on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private static RunningDemo demo;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        demo = RunningDemo.start(directory, "abandons");
        browser = Browser.start(directory);
    }

    @AfterAll
    static void stop() {
        browser.close();
        demo.close();
    }

    @AfterEach
    void theConsoleHoldsNoError() {
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    @Order(1)
    void aRollbackIsSeenAsItHappens() {
        browser.open(demo.url("/canaries/main-ivr"));
        browser.await(SOON, By.cssSelector(".standing.baking"));

        browser.await(LONG, By.cssSelector(".standing.rolled_back"));

        assertThat(browser.text(By.cssSelector(".standing"))).contains("0 %", "Rolled back");
        browser.awaitText(
                SOON,
                By.cssSelector(".headline"),
                "Rolled back: every call takes the stable version. Its abandon rate was");
        assertThat(browser.text(By.cssSelector(".guardrail[data-metric=abandonRate] .badge")))
                .isEqualTo("worse");
        assertThat(browser.text(By.id("history"))).contains("Roll back (GUARDRAIL)", "start");
        browser.picture("canary-light", 1200, 2600);
    }

    @Test
    @Order(2)
    void everyCanaryIsACardThatLeadsToIt() {
        browser.open(demo.url("/"));

        WebElement card = browser.await(SOON, By.cssSelector("[data-canary=main-ivr]"));
        assertThat(card.getText()).contains("Main IVR", "Rolled back", "Abandon rate", "worse");
        browser.picture("overview", 1200, 620);

        card.findElement(By.tagName("a")).click();
        browser.await(SOON, By.cssSelector(".standing.rolled_back"));
    }

    @Test
    @Order(3)
    void anAbortNamesItsEffectAndTheParameterBecomesZero() {
        browser.open(demo.url("/canaries/main-ivr"));
        browser.await(SOON, By.cssSelector("[data-order=restart]")).click();
        browser.confirm(LONG);
        browser.await(SOON, By.cssSelector(".standing.baking"));
        demo.awaitShare(5);

        browser.await(SOON, By.cssSelector("[data-order=abort]"));
        browser.pressShift("a");
        assertThat(browser.await(SOON, By.cssSelector("dialog p")).getText())
                .isEqualTo("All calls return to v1 within seconds. This ends the rollout.");
        browser.await(SOON, By.id("reason")).sendKeys("callers <b>complain</b>");
        browser.confirm(LONG);

        browser.await(SOON, By.cssSelector(".standing.rolled_back"));
        demo.awaitShare(0);
        browser.awaitText(SOON, By.id("history"), "callers <b>complain</b>");
    }

    @Test
    @Order(4)
    void aLostConnectionIsSaidLoudlyAndMendsItself() {
        browser.open(demo.url("/canaries/main-ivr"));
        browser.await(SOON, By.cssSelector(".standing"));

        browser.offline(true);
        browser.awaitText(SOON, By.id("banner"), "Not live");
        assertThat(browser.text(By.id("banner"))).contains("What you see is of");

        browser.offline(false);
        browser.awaitText(SOON, By.id("freshness"), "live · counted up to");
        browser.awaitNoText(SOON, By.id("banner"), "Not live");
        browser.forgetErrors();
    }

    @ParameterizedTest
    @CsvSource({
        "/, light, 1200",
        "/, dark, 390",
        "/canaries/main-ivr, light, 390",
        "/canaries/main-ivr, dark, 1200",
        "/canaries/main-ivr/report, light, 1200"
    })
    @Order(5)
    void readsWellForEverybodyOnEveryScreen(String path, String scheme, int width) {
        browser.scheme(scheme);
        browser.size(width, 900);
        browser.open(demo.url(path));
        browser.await(SOON, By.cssSelector("h1"));
        browser.awaitText(SOON, By.id("freshness"), "live");

        List<Rule> violations = new AxeBuilder()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze(browser.driver())
                .getViolations();

        assertThat(violations).as(violations.toString()).isEmpty();
        assertThat(browser.<Long>run("return document.documentElement.scrollWidth - innerWidth"))
                .as("nothing is wider than the screen")
                .isLessThanOrEqualTo(0);
        if (scheme.equals("dark") || width < 500) {
            browser.picture((path.length() > 1 ? "canary-" : "overview-") + scheme + "-" + width, width, 1600);
        }
    }

    @Test
    @Order(6)
    void aLinkToAMomentShowsThatMoment() {
        browser.scheme("light");
        browser.size(1200, 900);
        browser.open(demo.url("/canaries/main-ivr"));
        String link = browser.await(SOON, By.linkText("link to this moment")).getAttribute("href");
        browser.open(link);

        assertThat(browser.await(SOON, By.cssSelector(".moment")).getText()).startsWith("As it stood at ");
        assertThat(browser.driver().findElements(By.cssSelector("[data-order]")))
                .isEmpty();
        assertThat(link).contains("at=2026-", "window=PT1H");
    }
}

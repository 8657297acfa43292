package io.flowcanary.local.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import io.flowcanary.record.Messages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
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
import tools.jackson.databind.JsonNode;

/** The page in a real browser, over the running demo. The tests follow one another as the day goes on. */
@Needs(Tool.CHROMIUM)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    static Path directory;

    @AutoClose
    private static RunningDemo demo;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        demo = RunningDemo.start(directory);
        browser = Browser.start(directory);
    }

    @AfterEach
    void theConsoleHoldsNoError() {
        assertThat(browser.errors()).isEmpty();
    }

    @Test
    @Order(1)
    void aRollbackIsSeenAsItHappensAndEachVerdictWithinASecond() throws Exception {
        browser.open(demo.url("/canaries/main-ivr"));
        browser.await(SOON, By.cssSelector(".standing.baking"));
        try (OnScreen screen = new OnScreen(browser, demo.broker())) {
            browser.awaitText(LONG, By.cssSelector(".verdict .badge"), "Hold");
            // Why it holds is told without a click.
            browser.awaitText(SOON, By.id("why"), "What you can do:");

            browser.await(LONG, By.cssSelector(".standing.rolled_back"));

            List<Long> delays = screen.delays();
            System.out.printf(
                    "verdicts from the topic to the screen, ms: median %d, most %d, of %d%n",
                    delays.get(delays.size() / 2), delays.get(delays.size() - 1), delays.size());
            assertThat(delays.get(delays.size() / 2)).isLessThan(1_000);
        }
        browser.awaitText(LONG, By.cssSelector(".standing"), "0 % of the calls take v2 · Rolled back");
        browser.awaitText(
                SOON,
                By.cssSelector(".headline"),
                "Rolled back: every call takes the stable version. Its error rate was");
        assertThat(browser.text(By.cssSelector(".guardrail[data-metric=errorRate] .badge")))
                .isEqualTo("worse");
        assertThat(browser.text(By.id("guardrails")))
                .as("what was compared last is still told")
                .contains("Calls of equal age, compared at", "Error rate");
        assertThat(browser.text(By.cssSelector("[data-figure=Errors] .against")))
                .contains("worse");
        assertThat(browser.text(By.id("history"))).contains("Roll back (GUARDRAIL)", "alert", "start");
        browser.picture("canary-light", 1200, 1250);
        browser.run("document.getElementById('guardrails-title').scrollIntoView()");
        browser.picture("guardrails", 1200, 1130);
        browser.run("document.getElementById('over-time-title').scrollIntoView()");
        browser.picture("charts", 1200, 1150);
    }

    @Test
    @Order(2)
    void everyCanaryIsACardThatLeadsToIt() {
        browser.open(demo.url("/"));

        WebElement card = browser.await(SOON, By.cssSelector("[data-canary=main-ivr]"));
        browser.awaitText(SOON, By.cssSelector("[data-canary=main-ivr]"), "Error rate");
        assertThat(card.getText()).contains("Main IVR", "Rolled back", "worse");
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
        browser.await(LONG, By.cssSelector("[data-metric=errorRate] .bar"));
        // Wherever one reads, the button is in sight.
        browser.run("document.getElementById('history').scrollIntoView()");
        assertThat(browser.<Boolean>run(
                        "const box = document.querySelector('[data-order=abort]').getBoundingClientRect();"
                                + "return box.top >= 0 && box.bottom <= innerHeight"))
                .isTrue();

        browser.pressAltShift("a");
        assertThat(browser.await(SOON, By.cssSelector("dialog p")).getText())
                .isEqualTo("All calls return to v1 once SSM holds 0: within seconds, unless SSM refuses it."
                        + " This ends the rollout.");
        browser.await(SOON, By.id("reason")).sendKeys("callers <b>complain</b>");
        browser.picture("abort", 1200, 700);
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
        assertThat(browser.text(By.id("banner"))).contains("These figures are from");

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
        browser.awaitText(SOON, By.id("freshness"), "live · counted up to");

        assertReadsWell();
        if (scheme.equals("dark") || width < 500) {
            browser.picture((path.length() > 1 ? "canary-" : "overview-") + scheme + "-" + width, width, 1200);
        }
    }

    @Test
    @Order(5)
    void aShareThatSsmRefusesIsSaidBeforeAllElseOnAPhoneInTheDarkToo() {
        browser.scheme("dark");
        browser.size(390, 900);
        browser.open(demo.url("/canaries/main-ivr"));
        browser.await(SOON, By.cssSelector(".standing"));
        browser.run("""
                Promise.all([import('/page/head.js'), import('/page/dom.js'), fetch('/api/v1/canaries/main-ivr').then((answer) => answer.json())])
                  .then(([{ head }, { h }, { rollout }]) => {
                    const notInForce = { since: rollout.changedAt, held: '5', why: 'refused, not allowed', todo: 'allow ssm:PutParameter on arn:aws:ssm:eu-central-1:000000000000:parameter/genesys/canary/percentage' };
                    const explanation = { headline: 'Going back', shortfall: '0 % wanted; SSM still holds 5 %', why: [] };
                    const data = { rollout: { ...rollout, notInForce }, verdict: null, explanation, lease: null };
                    document.querySelector('main').replaceChildren(h('div', { id: 'refused' }, head(data, null, '/')));
                  });
                """);

        browser.awaitText(SOON, By.cssSelector("#refused .lacking"), "Not in force: 0 % wanted; SSM still holds 5 %.");
        assertThat(browser.text(By.cssSelector("#refused .lacking")))
                .contains("Why: refused, not allowed.", "What to do: allow ssm:PutParameter");
        assertThat(browser.text(By.cssSelector("#refused .standing")))
                .contains("0 % of the calls wanted for v2", "Going back")
                .doesNotContain("Rolled back");
        assertReadsWell();
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
        assertThat(link).contains("at=2026-", "window=rollout");

        browser.await(SOON, By.cssSelector("#history li:last-child a")).click();
        browser.awaitText(SOON, By.id("history"), "start");
        assertThat(browser.driver().findElements(By.cssSelector("#history li")))
                .as("at its beginning nothing else had happened")
                .hasSize(1);
    }

    @Test
    @Order(7)
    void manyPagesOneAfterTheOtherAreShownAndTheWayBackIsLive() {
        for (int i = 0; i < 8; i++) {
            browser.open(demo.url(i % 2 == 0 ? "/" : "/canaries/main-ivr"));
            browser.await(SOON, By.cssSelector(i % 2 == 0 ? ".card h2" : ".standing"));
        }
        browser.driver().navigate().back();
        browser.await(SOON, By.cssSelector(".card h2"));
        browser.awaitText(SOON, By.id("freshness"), "live · counted up to");
        browser.awaitNoText(SOON, By.id("banner"), "Not live");
    }

    @Test
    @Order(8)
    void talliesAndVerdictsCanBeTakenAlong() throws IOException {
        browser.open(demo.url("/canaries/main-ivr"));

        List<String> tallies = Files.readAllLines(take("Tallies as CSV", "main-ivr-tallies.csv"));
        assertThat(tallies.get(0)).startsWith("minute,complete,version,started,ended,abandoned");
        JsonNode minutes = json("Tallies as JSON", "main-ivr-tallies.json").path("minutes");
        assertThat(minutes).isNotEmpty();
        assertThat(tallies)
                .hasSize(1
                        + minutes.valueStream()
                                .mapToInt(minute -> minute.path("versions").size())
                                .sum());

        List<String> verdicts = Files.readAllLines(take("Verdicts as CSV", "main-ivr-verdicts.csv"));
        assertThat(verdicts.get(0)).isEqualTo("judgedAt,verdict,reason,share,told,explanation");
        assertThat(String.join("\n", verdicts)).contains(",ROLLBACK,GUARDRAIL,0,true,", ",ROLLBACK,ABORTED,0,true,");
        assertThat(json("Verdicts as JSON", "main-ivr-verdicts.json")).hasSize(verdicts.size() - 1);
    }

    private static void assertReadsWell() {
        List<Rule> violations = new AxeBuilder()
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze(browser.driver())
                .getViolations();

        assertThat(violations).as(violations.toString()).isEmpty();
        assertThat(browser.<Long>run("return document.documentElement.scrollWidth - innerWidth"))
                .as("nothing is wider than the screen")
                .isLessThanOrEqualTo(0);
    }

    private static Path take(String label, String file) {
        return browser.download(browser.await(SOON, By.xpath("//button[text()='" + label + "']")), file);
    }

    private static JsonNode json(String label, String file) throws IOException {
        return Messages.json().readTree(Files.readAllBytes(take(label, file)));
    }

    @Test
    @Order(9)
    void theReportFitsOnOneSheet() {
        browser.open(demo.url("/canaries/main-ivr/report"));
        browser.await(SOON, By.cssSelector(".compared .bar"));

        String pdf = new String(browser.pdf(), StandardCharsets.ISO_8859_1);

        assertThat(Pattern.compile("/Type\\s*/Page\\b(?!s)").matcher(pdf).results())
                .hasSize(1);
        browser.picture("report", 1000, 1250);
    }
}

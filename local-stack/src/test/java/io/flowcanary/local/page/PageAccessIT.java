package io.flowcanary.local.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.flowcanary.access.Role;
import io.flowcanary.access.Token;
import io.flowcanary.local.demo.LocalStack;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Who may see the page, and do what; and a canary whose name and title mean harm. */
@Needs(Tool.CHROMIUM)
class PageAccessIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String TITLE = "<img src=x onerror=document.title=1> & \"menu\"";
    private static final String CANARY = "<b>menu</b>";
    private static final String PATH = "/canaries/%3Cb%3Emenu%3C%2Fb%3E";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Token VIEWER = Token.random(new SecureRandom());
    private static final Token OPERATOR = Token.random(new SecureRandom());

    @TempDir
    static Path directory;

    @AutoClose
    private static LocalStack stack;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Path tokens = Files.write(
                directory.resolve("tokens"),
                List.of(VIEWER.line(Role.VIEWER, "robin"), OPERATOR.line(Role.OPERATOR, "kim")));
        stack = LocalStack.start(
                directory,
                0,
                Clock.systemUTC(),
                Map.of("ACCESS_DEVELOPMENT", "false", "ACCESS_TOKENS_FILE", tokens.toString()));
        String start = "{\"policy\":{\"canary\":\"<b>menu</b>\","
                + "\"title\":\"<img src=x onerror=document.title=1> & \\\"menu\\\"\"}}";
        // The first order waits for its transaction's coordinator, the feed, and a warm JVM.
        await().atMost(LONG).until(() -> post("/start", start, "the-start").statusCode() == 200);
        browser = Browser.start(directory);
    }

    private static HttpResponse<String> post(String order, String body) throws Exception {
        return post(order, body, UUID.randomUUID().toString());
    }

    private static HttpResponse<String> post(String order, String body, String id) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url("/api/v1" + PATH + order)))
                        .header("Authorization", "Bearer " + OPERATOR.secret())
                        .header("Idempotency-Key", id)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String url(String path) {
        return "http://localhost:" + stack.port() + path;
    }

    private static void signIn(String path, String secret) {
        browser.open(url(path));
        browser.await(SOON, By.id("token"));
        browser.press(secret, Keys.ENTER);
    }

    @Test
    void whoShowsNoTokenOrAWrongOneSeesNothingAndIsToldWhy() {
        signIn(PATH, "wrong");

        browser.awaitText(SOON, By.id("content"), "the token is nobody's, or no longer: ask for a new one");
        assertThat(browser.text(By.tagName("body"))).doesNotContain("menu");
    }

    @Test
    void aViewerLooksAndIsToldWhatActingTakes() {
        signIn(PATH, VIEWER.secret());

        browser.awaitText(SOON, By.id("actions"), "take a token of the role operator");
        assertThat(browser.driver().findElements(By.cssSelector("[data-order]")))
                .isEmpty();
    }

    @Test
    void anOperatorPausesByKeyboardAloneAndTheTokenIsNowhereButInMemory() throws Exception {
        post("/resume", "{}");
        signIn(PATH, OPERATOR.secret());
        browser.await(SOON, By.cssSelector("[data-order=pause]"));
        browser.run("document.querySelector('[data-order=pause]').focus()");
        browser.press(Keys.ENTER);
        browser.await(SOON, By.id("reason"));
        browser.press("lunch", Keys.ENTER);

        browser.awaitText(SOON, By.cssSelector(".standing"), "Paused: somebody paused it");
        browser.awaitText(SOON, By.id("history"), "by kim");
        assertThat(browser.text(By.id("history"))).contains("lunch");
        assertThat(browser.<String>run("return location.href + document.cookie"
                        + " + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"))
                .doesNotContain(OPERATOR.secret());
        browser.open(url(PATH));
        assertThat(browser.await(SOON, By.id("token")).getAttribute("value"))
                .as("a page that is loaded anew knows it no longer")
                .isEmpty();
    }

    @Test
    void anOrderWhoseDialogNoLongerSaysWhatItWouldDoIsNotGiven() throws Exception {
        post("/resume", "{}");
        signIn(PATH, OPERATOR.secret());
        browser.await(SOON, By.cssSelector("[data-order=advance]")).click();
        browser.await(SOON, By.id("reason"));
        assertThat(post("/pause", "{}").statusCode()).isEqualTo(200);
        browser.awaitText(SOON, By.cssSelector(".standing"), "Paused");

        browser.press(Keys.ENTER);

        browser.awaitText(SOON, By.cssSelector("dialog .refusal"), "The rollout has changed since you asked.");
        browser.press(Keys.ESCAPE);
        assertThat(post("/resume", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void markupInNamesIsText() {
        signIn("/", VIEWER.secret());

        WebElement card = browser.await(SOON, By.cssSelector(".card h2 a"));
        assertThat(card.getText()).isEqualTo(TITLE);
        card.click();
        browser.awaitText(SOON, By.tagName("h1"), TITLE);
        assertThat(browser.text(By.cssSelector(".path"))).isEqualTo("Canaries / " + CANARY);
        assertThat(browser.driver().findElements(By.cssSelector("main b, main img")))
                .isEmpty();
        assertThat(browser.driver().getTitle()).startsWith(TITLE);
    }
}

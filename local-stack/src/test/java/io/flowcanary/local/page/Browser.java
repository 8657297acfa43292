package io.flowcanary.local.page;

import io.flowcanary.local.process.ChildProcess;
import io.flowcanary.local.tool.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PageMargin;
import org.openqa.selenium.print.PageSize;
import org.openqa.selenium.print.PrintOptions;

/**
 * Debian's Chromium without a screen, and how tests look at a page.
 *
 * @param downloads where files go that are taken along
 */
record Browser(ChromeDriver driver, Path downloads) implements AutoCloseable {
    private static final Path PICTURES = Path.of("..", "docs");

    static Browser start(Path directory) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .setBinary(Tool.program("chromium").toFile())
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--user-data-dir=" + directory.resolve("profile"));
        options.setCapability("goog:loggingPrefs", logs);
        Path downloads = directory.resolve("downloads");
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(Tool.program("chromedriver").toFile())
                .usingAnyFreePort()
                .build();
        try {
            service.start();
            // Chromium is a child of its driver.
            ProcessHandle.current()
                    .children()
                    .filter(child -> child.info().command().orElse("").endsWith("chromedriver"))
                    .forEach(ChildProcess::watch);
            Browser browser = new Browser(new ChromeDriver(service, options), downloads);
            browser.size(1200, 900);
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            service.stop();
            throw e;
        }
    }

    void open(String url) {
        driver.get(url);
    }

    /** The element, once it is shown. */
    WebElement await(Duration atMost, By by) {
        return until(by, atMost, () -> driver.findElement(by), WebElement::isDisplayed);
    }

    void awaitText(Duration atMost, By by, String text) {
        await(atMost, by, said -> said.contains(text));
    }

    void awaitNoText(Duration atMost, By by, String text) {
        await(atMost, by, said -> !said.contains(text));
    }

    private void await(Duration atMost, By by, Predicate<String> says) {
        until(by, atMost, () -> text(by), says);
    }

    /** What did not come is told with what was there instead. */
    private <T> T until(By by, Duration atMost, Callable<T> look, Predicate<T> enough) {
        try {
            return Awaitility.await(by.toString())
                    .atMost(atMost)
                    .ignoreExceptionsMatching(Browser::passing)
                    .until(look, enough);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    e.getMessage() + "; " + driver.getCurrentUrl() + " shows:\n" + text(By.tagName("body"))
                            + "\nconsole: " + errors(),
                    e);
        }
    }

    /** The file that a click makes, once it is whole. */
    Path download(WebElement button, String name) {
        button.click();
        Path file = downloads.resolve(name);
        Awaitility.await(name).atMost(Duration.ofSeconds(20)).until(() -> Files.isRegularFile(file));
        return file;
    }

    /** The page on paper. */
    byte[] pdf() {
        PrintOptions a4 = new PrintOptions();
        a4.setPageSize(new PageSize(29.7, 21.0));
        a4.setPageMargin(new PageMargin(1.2, 1.2, 1.2, 1.2));
        return Base64.getDecoder().decode(driver.print(a4).getContent());
    }

    private static boolean passing(Throwable error) {
        return error instanceof NoSuchElementException || error instanceof StaleElementReferenceException;
    }

    /** Confirms what a dialog asks; again, as the same order, while a busy machine does not answer in time. */
    void confirm(Duration atMost) {
        By button = By.cssSelector("dialog button[type=submit]");
        await(atMost, button);
        Awaitility.await("the dialog closes")
                .atMost(atMost)
                .ignoreExceptionsMatching(Browser::passing)
                .until(() -> {
                    driver.findElements(button).stream()
                            .filter(WebElement::isEnabled)
                            .forEach(WebElement::click);
                    return driver.findElements(button).isEmpty();
                });
    }

    String text(By by) {
        return driver.findElement(by).getText();
    }

    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressAltShift(String key) {
        new Actions(driver)
                .keyDown(Keys.ALT)
                .keyDown(Keys.SHIFT)
                .sendKeys(key)
                .keyUp(Keys.SHIFT)
                .keyUp(Keys.ALT)
                .perform();
    }

    @SuppressWarnings("unchecked") // as the script answers
    <T> T run(String script) {
        return (T) driver.executeScript(script);
    }

    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
        driver.manage().window().setSize(new Dimension(Math.max(width, 500), height));
    }

    /** {@code light} or {@code dark}. */
    void scheme(String name) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
    }

    void offline(boolean offline) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    /** What the console holds of errors since the last call. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** A browser without a network says so for every question. */
    void forgetErrors() {
        errors();
    }

    /** Keeps a picture for the documentation, when {@code FLOW_CANARY_WRITE_DOCS} is set. */
    void picture(String name, int width, int height) {
        if (System.getenv("FLOW_CANARY_WRITE_DOCS") == null) {
            return;
        }
        size(width, height);
        try {
            Files.write(PICTURES.resolve("page-" + name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            size(width, 900);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}

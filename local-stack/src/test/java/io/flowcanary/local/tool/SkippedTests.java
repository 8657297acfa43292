package io.flowcanary.local.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The last words of a build: which tests it skipped for want of a program, and how to get that. */
public final class SkippedTests {
    private SkippedTests() {}

    /** Takes the checkout, and when the build began: what is older is the report of another one. */
    public static void main(String... arguments) {
        System.out.print(told(of(Path.of(arguments[0]), Instant.parse(arguments[1]))));
    }

    /** The skipped test classes by what they lack, in the test reports below the checkout that are not older than this. */
    static Map<Tool, SortedSet<String>> of(Path checkout, Instant begin) {
        Map<Tool, SortedSet<String>> skipped = new EnumMap<>(Tool.class);
        try (Stream<Path> files = Files.find(
                checkout,
                4,
                (file, is) -> isReport(checkout.relativize(file))
                        && !is.lastModifiedTime().toInstant().isBefore(begin))) {
            files.forEach(report -> read(report, skipped));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the test reports below " + checkout, e);
        }
        return skipped;
    }

    private static boolean isReport(Path file) {
        return file.toString().matches("[^/\\\\]+.target.(surefire|failsafe)-reports.TEST-.*\\.xml");
    }

    private static void read(Path report, Map<Tool, SortedSet<String>> skipped) {
        try {
            NodeList reasons = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("skipped");
            for (int i = 0; i < reasons.getLength(); i++) {
                Element reason = (Element) reasons.item(i);
                String said = reason.getAttribute("message");
                if (said.startsWith(ToolsAreHere.MISSING)) {
                    String test = ((Element) reason.getParentNode()).getAttribute("classname");
                    for (String tool :
                            said.substring(ToolsAreHere.MISSING.length()).split(" ")) {
                        skipped.computeIfAbsent(Tool.valueOf(tool), none -> new TreeSet<>())
                                .add(test.substring(test.lastIndexOf('.') + 1));
                    }
                }
            }
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("cannot read " + report, e);
        }
    }

    /** What people are told; nothing when nothing was skipped. */
    static String told(Map<Tool, SortedSet<String>> skipped) {
        if (skipped.isEmpty()) {
            return "";
        }
        String line = "-".repeat(72) + "\n";
        StringBuilder text = new StringBuilder(line).append("Tests that were skipped, and what they need:\n");
        skipped.forEach((tool, tests) -> text.append("  ")
                .append(String.join(", ", tests))
                .append(": ")
                .append(tool.what())
                .append('\n'));
        return text.append("To run them too: ")
                .append(Tool.install(List.copyOf(skipped.keySet())))
                .append('\n')
                .append(line)
                .toString();
    }
}

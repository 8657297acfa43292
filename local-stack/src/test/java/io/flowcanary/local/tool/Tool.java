package io.flowcanary.local.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program that some tests need and that no JDK brings along. Uses the JDK alone: the build also runs this file as it is, before
 * anything is compiled.
 */
public enum Tool {
    /** The browser and its driver. */
    CHROMIUM("Chromium", "chromium", "chromium-driver"),
    /** AWS's command line, as Debian ships it. */
    AWSCLI("the AWS command line", "awscli"),
    /** AWS's service models, as Debian ships them. */
    BOTOCORE("botocore", "python3-botocore"),
    /** What the documents ask the HTTP API with. */
    CURL("curl", "curl"),
    /** Node 20 or newer, with npm. */
    NODE("Node 20 or newer with npm", "nodejs", "npm");

    /** Where Debian's programs are; another directory hides them. */
    private static final Path DEBIAN = Path.of(System.getenv().getOrDefault("FLOW_CANARY_TOOLS", "/usr/bin"));

    private static final int OLDEST_NODE = 20;

    private final String what;
    private final List<String> packages;

    Tool(String what, String... packages) {
        this.what = what;
        this.packages = List.of(packages);
    }

    /** What people call it. */
    public String what() {
        return what;
    }

    /** Where one of Debian's programs is, or would be. */
    public static Path program(String name) {
        return DEBIAN.resolve(name);
    }

    /** The command that installs these. */
    public static String install(List<Tool> tools) {
        return "apt-get install " + String.join(" ", packages(tools));
    }

    private static List<String> packages(List<Tool> tools) {
        return tools.stream().flatMap(tool -> tool.packages.stream()).toList();
    }

    /** Whether it can be used here. */
    public boolean isHere() {
        return switch (this) {
            case CHROMIUM -> isExecutable("chromium") && isExecutable("chromedriver");
            case AWSCLI -> isExecutable("aws") && knows("awscli");
            case BOTOCORE -> knows("botocore");
            case CURL -> isOnPath("curl");
            case NODE ->
                succeeds("node", "-e", "process.exit(parseInt(process.versions.node) < " + OLDEST_NODE + " ? 1 : 0)")
                        && isOnPath("npm");
        };
    }

    private static boolean isExecutable(String name) {
        return Files.isExecutable(program(name));
    }

    private static boolean knows(String module) {
        return isExecutable("python3") && succeeds(program("python3").toString(), "-c", "import " + module);
    }

    private static boolean isOnPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, name)));
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(60, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Fails when one of them is missing; with the argument {@code packages}, prints the packages that bring what is missing. */
    public static void main(String... arguments) {
        List<Tool> missing =
                Arrays.stream(values()).filter(tool -> !tool.isHere()).toList();
        if (arguments.length > 0) {
            System.out.println(String.join(" ", packages(missing)));
        } else if (!missing.isEmpty()) {
            System.err.println("With CI=true no test is skipped. Missing: "
                    + missing.stream().map(Tool::what).collect(Collectors.joining(", ")) + ". Install: "
                    + install(missing));
            System.exit(1);
        }
    }
}

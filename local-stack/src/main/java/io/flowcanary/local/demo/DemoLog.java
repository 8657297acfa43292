package io.flowcanary.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that holds all that is logged; only what somebody must see is on the screen too. */
record DemoLog(Path file) {
    static final String CONFIGURATION = "logback-demo.xml";

    /** Opens it, for logging that has not begun yet. */
    static DemoLog open() throws IOException {
        Path file = Files.createTempFile("flow-canary-demo", ".log");
        System.setProperty("flow-canary.demo.log", file.toString());
        System.setProperty("logback.configurationFile", CONFIGURATION);
        return new DemoLog(file);
    }

    /** After a run that went well, nobody needs it. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}

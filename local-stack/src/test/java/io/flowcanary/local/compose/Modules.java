package io.flowcanary.local.compose;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the poms say of the modules. */
final class Modules {
    private Modules() {}

    static List<String> all() {
        return Checkout.find("pom.xml", "<module>(.+?)</module>");
    }

    /** The module and every module that it needs. */
    static Set<String> neededFor(String module) {
        Set<String> needed = new TreeSet<>(Set.of(module));
        for (String dependency : Checkout.find(pom(module), "<groupId>io.flowcanary</groupId>\\s*<artifactId>(.+?)<")) {
            if (all().contains(dependency)) {
                needed.addAll(neededFor(dependency));
            }
        }
        return needed;
    }

    /** What the module's build reads beside the module. */
    static List<String> readBeside(String module) {
        return Checkout.find(pom(module), "\\$\\{project\\.basedir}/\\.\\./([^/<]+)");
    }

    /** What {@code java -jar} runs. */
    static String mainClass(String module) {
        return Checkout.find(pom(module), "<mainClass>(.+?)</mainClass>").get(0);
    }

    static String pom(String module) {
        return module + "/pom.xml";
    }
}

package io.flowcanary.local.aws;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What SSM accepts as a standard parameter. */
final class ParameterRules {
    private static final Pattern NAME = Pattern.compile("/?[a-zA-Z0-9_.-]+(/[a-zA-Z0-9_.-]+)*");
    private static final Set<String> TYPES = Set.of("String", "StringList", "SecureString");
    private static final int LONGEST_NAME = 1011;
    private static final int DEEPEST_PATH = 15;
    private static final int LONGEST_VALUE = 4096;
    private static final int LONGEST_DESCRIPTION = 1024;

    private ParameterRules() {}

    static String name(Call call) {
        String name = call.text("Name");
        if (name == null || name.isEmpty()) {
            throw constraint("name", "Member must not be null");
        }
        String bare = name.startsWith("/") ? name.substring(1) : name;
        String lower = bare.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aws")) {
            throw new AwsError("AccessDeniedException", "No access to reserved parameter name: " + name + ".");
        }
        if (bare.contains("/") && !name.startsWith("/")) {
            throw Service.SSM.invalid("Parameter name must be a fully qualified name.");
        }
        if (lower.startsWith("ssm") || !NAME.matcher(name).matches()) {
            throw noName();
        }
        if (name.length() > LONGEST_NAME) {
            throw Service.SSM.invalid("Parameter name can't be longer than " + LONGEST_NAME + " characters.");
        }
        if (bare.split("/").length > DEEPEST_PATH) {
            throw new AwsError(
                    "HierarchyLevelLimitExceededException",
                    "A parameter name can have a maximum of " + DEEPEST_PATH + " levels.");
        }
        return name;
    }

    /** A name that may be asked for: what no parameter can be called is not merely missing. */
    static String asked(String name) {
        if (!NAME.matcher(name).matches() || name.indexOf('/') > 0) {
            throw noName();
        }
        return name;
    }

    private static AwsError noName() {
        return Service.SSM.invalid("Parameter name: can't be prefixed with \"ssm\" (case-insensitive). If formed as a"
                + " path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix"
                + " of letters, numbers and the following 3 symbols .-_");
    }

    /** The type asked for; null when none was. */
    static String type(Call call) {
        String type = call.text("Type");
        if (type != null && !TYPES.contains(type)) {
            throw constraint("type", "Member must satisfy enum value set: [SecureString, StringList, String]");
        }
        return type;
    }

    static String value(Call call) {
        String value = call.text("Value");
        if (value == null) {
            throw constraint("value", "Member must not be null");
        }
        if (value.isEmpty()) {
            throw constraint("value", "Member must have length greater than or equal to 1");
        }
        if (value.length() > LONGEST_VALUE) {
            throw Service.SSM.invalid("Standard tier parameters support a maximum parameter value of " + LONGEST_VALUE
                    + " characters. To create a larger parameter value, upgrade the parameter to use the"
                    + " advanced-parameter tier.");
        }
        return value;
    }

    static String description(Call call) {
        String description = call.text("Description");
        if (description != null && description.length() > LONGEST_DESCRIPTION) {
            throw constraint("description", "Member must have length less than or equal to " + LONGEST_DESCRIPTION);
        }
        return description;
    }

    private static AwsError constraint(String member, String constraint) {
        return Service.SSM.invalid(
                "1 validation error detected: Value at '" + member + "' failed to satisfy constraint: " + constraint);
    }
}

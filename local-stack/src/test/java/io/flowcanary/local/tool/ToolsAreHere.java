package io.flowcanary.local.tool;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link Needs} says. */
final class ToolsAreHere implements ExecutionCondition {
    /** Begins the reason for which a test is skipped; the names of what is missing follow. */
    static final String MISSING = "missing here: ";

    private static final boolean CI = "true".equals(System.getenv("CI"));
    private static final Map<Tool, Boolean> HERE = new ConcurrentHashMap<>();

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = AnnotationSupport.findAnnotation(context.getElement(), Needs.class).map(Needs::value).stream()
                .flatMap(Arrays::stream)
                .filter(tool -> !HERE.computeIfAbsent(tool, Tool::isHere))
                .map(Tool::name)
                .collect(Collectors.joining(" "));
        return missing.isEmpty() || CI
                ? ConditionEvaluationResult.enabled("")
                : ConditionEvaluationResult.disabled(MISSING + missing);
    }
}

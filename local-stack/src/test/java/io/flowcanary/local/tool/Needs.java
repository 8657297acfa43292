package io.flowcanary.local.tool;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Skips a test where one of these is missing, and says which; with {@code CI=true} the test runs, and fails. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ToolsAreHere.class)
public @interface Needs {
    /** What the test cannot do without. */
    Tool[] value();
}

package io.flowcanary.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies allow what the compiled code calls, and nothing else. */
class PoliciesTest {
    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.flowcanary");
    private static final Map<String, String> SERVICES =
            Map.of("EventBridgeClient", "events", "SqsClient", "sqs", "SsmClient", "ssm", "SnsClient", "sns");

    /** What AWS asks for in addition when a resource is made with tags. */
    private static final Set<String> FOR_TAGS =
            Set.of("events:TagResource", "sqs:TagQueue", "sns:TagResource", "ssm:AddTagsToResource");

    private static final Policies QUEUE = new Policies(Accounts.QUEUE, Names.of(Accounts.ACCOUNT, Accounts.QUEUE));

    /** The actions behind the calls of a package; a batch needs the permission of its single call. */
    private static Set<String> called(String name) {
        Set<String> actions = PRODUCTION.stream()
                .filter(one -> one.getPackageName().equals("io.flowcanary." + name))
                .flatMap(one -> one.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().getPackageName().startsWith("software.amazon.awssdk.services."))
                .filter(call -> SERVICES.containsKey(call.getTargetOwner().getSimpleName()))
                .filter(call -> !Set.of("builder", "close").contains(call.getName()))
                .map(PoliciesTest::action)
                .collect(Collectors.toCollection(TreeSet::new));
        return actions;
    }

    private static String action(JavaMethodCall call) {
        String name = call.getName().replaceAll("(Batch|Paginator)$", "");
        return SERVICES.get(call.getTargetOwner().getSimpleName()) + ":" + Character.toUpperCase(name.charAt(0))
                + name.substring(1);
    }

    private static Set<String> allowed(List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theBridgeMayDoWhatItDoes() {
        assertThat(allowed(QUEUE.bridge())).isEqualTo(called("bridge"));
    }

    @Test
    void theStreamsServiceMayDoWhatItDoes() {
        assertThat(allowed(QUEUE.streams())).isEqualTo(called("act"));
    }

    @Test
    void setupMayDoWhatItDoes() {
        Set<String> expected = new TreeSet<>(called("setup"));
        expected.addAll(FOR_TAGS);

        assertThat(allowed(QUEUE.setup())).isEqualTo(expected);
    }

    @Test
    void theCallsAreSeenAtAll() {
        assertThat(called("setup")).contains("sqs:CreateQueue", "events:PutTargets", "sns:ListSubscriptionsByTopic");
    }

    @Test
    void whoeverGetsVerdictsIsToldWhatItsOwnPolicyNeeds() {
        assertThat(QUEUE.documents().get("verdicts-target").toString())
                .contains("sqs:SendMessage", Accounts.QUEUE.verdictsTo(), "rule/flow-canary-verdicts");
    }

    @Test
    void nothingIsAllowedOnEverythingButWhatKnowsNoResource() {
        Stream.of(Accounts.QUEUE, Accounts.POST)
                .flatMap(wishes -> new Policies(wishes, Names.of(Accounts.ACCOUNT, wishes)).setup().stream())
                .filter(statement -> statement.resources().contains("*"))
                .forEach(statement -> assertThat(statement.actions())
                        .isSubsetOf("events:ListEventSources", "events:ListRules", "iam:CreateServiceLinkedRole"));
    }

    @Test
    void genesysMayInvokeTheGateOnlyForItsOwnOrganization() {
        Map<String, Map<String, Object>> documents = QUEUE.documents();

        assertThat(documents.get("genesys-role").toString())
                .contains("lambda:InvokeFunction")
                .contains("arn:aws:lambda:eu-central-1:123456789012:function:flow-canary-gate");
        assertThat(documents.get("genesys-role-trust").toString())
                .contains("sts:ExternalId=3f6b9e2c-0000-4000-8000-1234567890ab");
    }

    @Test
    void anEndpointNeedsARoleInsteadOfABridgeThatReadsAQueue() {
        Policies post = new Policies(Accounts.POST, Names.of(Accounts.ACCOUNT, Accounts.POST));

        assertThat(post.documents())
                .containsKeys("invocation-role", "invocation-role-trust")
                .doesNotContainKey("bridge");
    }
}

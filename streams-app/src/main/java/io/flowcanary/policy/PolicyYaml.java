package io.flowcanary.policy;

import com.fasterxml.jackson.annotation.Nulls;
import io.flowcanary.record.InvalidPolicyException;
import io.flowcanary.record.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads a policy as people write it: one YAML document, durations as {@code 30m}, every field but {@code canary} optional.
 * Nothing is guessed: a field that does not exist, one given twice, a fraction where a whole number belongs are refused.
 */
public final class PolicyYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            .addModule(new SimpleModule().addDeserializer(Duration.class, new DurationDeserializer()))
            .build();

    private PolicyYaml() {}

    /**
     * The policy in this file.
     *
     * @throws InvalidPolicyException when it is none; the message names file, line, field, value and what is allowed
     * @throws IOException when the file cannot be read as UTF-8 text
     */
    public static Policy read(Path file) throws IOException {
        return read(Files.readString(file), file + ":");
    }

    /**
     * The policy in this text.
     *
     * @throws InvalidPolicyException when it is none; the message names line, field, value and what is allowed
     */
    public static Policy read(String yaml) {
        return read(yaml, "line ");
    }

    private static Policy read(String yaml, String source) {
        YamlFields fields = YamlFields.of(YAML, yaml);
        Complaint complaint = new Complaint(fields, source);
        // before the records' constructors: a misspelt field would otherwise be reported as a missing one
        for (String pointer : fields.pointers()) {
            FieldNames.unknown(pointer).ifPresent(instead -> {
                throw complaint.unknown(pointer, instead);
            });
        }
        try {
            Policy policy = YAML.readValue(yaml, Policy.class);
            if (policy == null) {
                throw complaint.empty();
            }
            return policy.requireAwsNames();
        } catch (InvalidPolicyException e) {
            throw complaint.about(e);
        } catch (JacksonException e) {
            throw complaint.about(e);
        }
    }
}

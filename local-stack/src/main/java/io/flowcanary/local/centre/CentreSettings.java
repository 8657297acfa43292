package io.flowcanary.local.centre;

import java.util.Objects;
import java.util.UUID;

/**
 * What the contact centre is like. Equal settings give equal calls.
 *
 * @param seed of everything random
 * @param callsPerHour in the busy hour, above 0
 * @param scenario how v2 differs from v1
 * @param canaryName what the flow writes into the name attribute at its gate
 * @param flowId of the inbound call flow that holds the gate
 * @param versionAttribute participant attribute that carries {@code v1}, {@code v2} or {@code fallback}
 * @param nameAttribute participant attribute that carries {@code canaryName}
 * @param dayProfile how busy each hour is, relative to the busy hour
 * @param noise what goes wrong on the way
 */
public record CentreSettings(
        long seed,
        double callsPerHour,
        Scenario scenario,
        String canaryName,
        UUID flowId,
        String versionAttribute,
        String nameAttribute,
        DayProfile dayProfile,
        Noise noise) {
    public CentreSettings {
        if (!(callsPerHour > 0) || Double.isInfinite(callsPerHour)) {
            throw new IllegalArgumentException("callsPerHour must be above 0 and finite, not " + callsPerHour);
        }
        Objects.requireNonNull(scenario, "scenario");
        Objects.requireNonNull(canaryName, "canaryName");
        Objects.requireNonNull(flowId, "flowId");
        Objects.requireNonNull(versionAttribute, "versionAttribute");
        Objects.requireNonNull(nameAttribute, "nameAttribute");
        Objects.requireNonNull(dayProfile, "dayProfile");
        Objects.requireNonNull(noise, "noise");
    }

    /** 20 000 calls in the busy hour of an office day through {@code main-ivr}, with the usual noise. */
    public static CentreSettings of(Scenario scenario) {
        return new CentreSettings(
                1,
                20_000,
                scenario,
                "main-ivr",
                UUID.fromString("0f1f7c52-6f0e-4b39-9c1b-7d8a2f0c6e11"),
                "canaryVersion",
                "canaryName",
                DayProfile.office(),
                Noise.usual());
    }

    public CentreSettings withSeed(long other) {
        return new CentreSettings(
                other, callsPerHour, scenario, canaryName, flowId, versionAttribute, nameAttribute, dayProfile, noise);
    }

    public CentreSettings withCallsPerHour(double other) {
        return new CentreSettings(
                seed, other, scenario, canaryName, flowId, versionAttribute, nameAttribute, dayProfile, noise);
    }

    public CentreSettings withNoise(Noise other) {
        return new CentreSettings(
                seed, callsPerHour, scenario, canaryName, flowId, versionAttribute, nameAttribute, dayProfile, other);
    }

    public CentreSettings withDayProfile(DayProfile other) {
        return new CentreSettings(
                seed, callsPerHour, scenario, canaryName, flowId, versionAttribute, nameAttribute, other, noise);
    }
}

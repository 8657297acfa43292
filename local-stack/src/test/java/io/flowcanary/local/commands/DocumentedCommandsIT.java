package io.flowcanary.local.commands;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.commands.CommandRun.Lane;
import io.flowcanary.local.tool.Needs;
import io.flowcanary.local.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every documented command, run as a process from the artefact that ships: it ends as the documents say, with their words. With
 * {@code -Dcommands.lane=TOPICS}, those of one lane only.
 */
@Needs(Tool.CURL)
class DocumentedCommandsIT {
    @TempDir
    private Path directory;

    @Test
    void everyDocumentedCommandDoesWhatItsPageSays() throws Exception {
        try (CommandWorld world = CommandWorld.start(directory)) {
            List<CompletableFuture<List<String>>> lanes = new ArrayList<>();
            byLane().forEach((lane, runs) -> lanes.add(CompletableFuture.supplyAsync(
                    () -> {
                        CommandShell shell = new CommandShell(world, directory, lane);
                        List<String> failures = new ArrayList<>();
                        for (CommandRun run : runs) {
                            long begin = System.nanoTime();
                            Optional<String> failure = shell.run(run);
                            System.out.printf(
                                    "%6.1f s, CPU %s  %s%n",
                                    (System.nanoTime() - begin) / 1e9, shell.cost(), failure.orElse(run.as()));
                            failure.ifPresent(failures::add);
                        }
                        return failures;
                    },
                    task -> new Thread(task, "commands-" + lane).start())));

            List<String> failures = new ArrayList<>();
            lanes.forEach(lane -> failures.addAll(lane.join()));
            assertThat(failures).isEmpty();
        }
    }

    private static Map<Lane, List<CommandRun>> byLane() {
        Map<Lane, List<CommandRun>> lanes = new EnumMap<>(Lane.class);
        CommandTable.RUNS.stream()
                .filter(run -> run.lane() != Lane.WORLD)
                .filter(run -> System.getProperty("commands.lane", run.lane().name())
                        .contains(run.lane().name()))
                .forEach(run -> lanes.computeIfAbsent(run.lane(), none -> new ArrayList<>())
                        .add(run));
        return lanes;
    }
}

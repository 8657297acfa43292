package io.flowcanary.topology;

import io.flowcanary.policy.PolicyYaml;
import io.flowcanary.record.Command;
import io.flowcanary.record.Heartbeat;
import io.flowcanary.record.Policy;
import io.flowcanary.record.ShareTrouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Plays commands and calls into a stream; each command has an id of its own, each call too. */
public final class Scene {
    private final Stream stream;
    private final String canary;
    private int ids;

    public Scene(Stream stream) {
        this(stream, Call.CANARY);
    }

    public Scene(Stream stream, String canary) {
        this.stream = stream;
        this.canary = canary;
    }

    /** The same scene in another stream: ids go on. */
    public Scene in(Stream other) {
        Scene next = new Scene(other, canary);
        next.ids = ids;
        return next;
    }

    /** The guide's policy for a canary, with these lines of YAML. */
    public static Policy guide(String canary, String... lines) {
        return PolicyYaml.read("canary: " + canary + "\njudge: threshold\npromote: bake\n" + String.join("\n", lines));
    }

    /** The usual policy for a canary, judged by evidence. */
    public static Policy evidence(String canary) {
        return PolicyYaml.read("canary: " + canary);
    }

    public Scene start(Policy policy, String time) {
        return command(new Command.Start(id(), canary, instant(time), "kim", "new menu", policy, null));
    }

    public Scene applied(long epoch, int share, String time) {
        return command(new Command.Applied(id(), canary, instant(time), "flow-canary", null, epoch, share, 7));
    }

    /** The keeper of the parameter reports that a share is not in force. */
    Scene refused(long epoch, int share, ShareTrouble trouble, String time) {
        return command(new Command.NotInForce(id(), canary, instant(time), "flow-canary", null, epoch, share, trouble));
    }

    Scene restart(String time) {
        return command(new Command.Restart(id(), canary, instant(time), "kim", "again"));
    }

    public Scene abort(String time) {
        return command(new Command.Abort(id(), canary, instant(time), "kim", "looks bad"));
    }

    Scene resume(String time) {
        return command(new Command.Resume(id(), canary, instant(time), "kim", "checked", false));
    }

    Scene pause(String time) {
        return command(new Command.Pause(id(), canary, instant(time), "kim", "lunch"));
    }

    Scene lease(String time) {
        return command(new Command.Lease(id(), canary, instant(time), "ci", "deploy", Duration.ofMinutes(20)));
    }

    public Scene strangerWrites(long epoch, String time) {
        return command(new Command.ExternalChange(id(), canary, instant(time), "unknown", null, epoch, "50", 8));
    }

    private Scene command(Command command) {
        stream.command(command);
        return this;
    }

    /** Calls that start in this minute ({@code 09:00}) and end within it, some of them given up in a queue. */
    public Scene calls(String version, String minute, int count, int abandoned) {
        for (int i = 0; i < count; i++) {
            Call call = call();
            begin(call, version, minute);
            if (i < abandoned) {
                stream.pipe(call.queueEnd(minute + ":40", "ABANDON"));
            }
            stream.pipe(call.customerEnd(minute + ":50"));
        }
        return this;
    }

    /** Calls that start in this minute ({@code 09:00}) and end within it, some of them handed on by their agent. */
    Scene handedOn(String version, String minute, int count, int transferred) {
        for (int i = 0; i < count; i++) {
            Call call = call();
            begin(call, version, minute);
            String how = i < transferred ? "TRANSFER" : "ENDPOINT";
            stream.pipe(call.agentEnd("a-1", minute + ":45", how, 5_000, 9_000), call.customerEnd(minute + ":50"));
        }
        return this;
    }

    /** Calls that start in this minute ({@code 09:00}) and end at this time. */
    Scene callsUntil(String version, String minute, int count, String end) {
        List<Call> calls = IntStream.range(0, count).mapToObj(i -> call()).toList();
        calls.forEach(call -> begin(call, version, minute));
        calls.forEach(call -> stream.pipe(call.customerEnd(end)));
        return this;
    }

    public Call call() {
        return new Call(canary + "-" + id());
    }

    private void begin(Call call, String version, String minute) {
        stream.pipe(call.customerStart(minute + ":10"), call.draws(version, canary, minute + ":11"));
    }

    /** W reaches this time in the stream's own partition, and everything is flushed. */
    public Scene until(String w) {
        long drained = Call.at(w) + 60_000;
        stream.pipe(new Heartbeat("test", drained, false, drained));
        stream.flush();
        return this;
    }

    private String id() {
        return "k-" + ids++;
    }

    public static Instant instant(String time) {
        return Instant.ofEpochMilli(Call.at(time));
    }
}

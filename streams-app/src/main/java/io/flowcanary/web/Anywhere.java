package io.flowcanary.web;

import io.flowcanary.query.NotReadyException;
import io.flowcanary.query.Place;
import io.flowcanary.query.Shard;
import io.flowcanary.query.Shards;
import io.flowcanary.topology.Store;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Answers for any key on any instance: from the own store, else by the instance that owns the key, else from an up-to-date copy,
 * which is then said. Nobody who can answer is {@link NotReadyException}; a part of the truth is never an answer.
 */
final class Anywhere {
    private final Shards shards;
    private final Neighbours neighbours;

    Anywhere(Shards shards, Neighbours neighbours) {
        this.shards = shards;
        this.neighbours = neighbours;
    }

    /**
     * Answers a GET.
     *
     * @param read reads the answer; empty when there is nothing
     * @param nothing what to say then
     */
    void answer(Context context, Store<?, ?> store, String key, Function<Shard, Optional<?>> read, String nothing) {
        reply(Ask.of(context), shards.place(store, key), read)
                .orElseThrow(() -> ProblemException.notFound(nothing))
                .write(context);
    }

    /**
     * One value, wherever it is; empty when there is none.
     *
     * @param ask what the owner answers with it
     * @throws NotReadyException also when only a copy can be read
     */
    <T> Optional<T> find(Ask ask, Store<?, ?> store, String key, Function<Shard, Optional<?>> read, Class<T> type) {
        Optional<Reply> reply = reply(ask, shards.place(store, key), read);
        if (reply.isEmpty() || reply.get().status() == 404) {
            return Optional.empty();
        }
        if (reply.get().status() != 200) {
            throw new NotReadyException("the instance that keeps '" + key + "' answered "
                    + reply.get().status());
        }
        if (reply.get().stale()) {
            throw new NotReadyException("the instance that keeps '" + key + "' is away");
        }
        return Optional.of(Json.as(reply.get().body(), type));
    }

    /** The answer; empty when the owner, or a copy, says that there is nothing. */
    Optional<Reply> reply(Ask ask, Place place, Function<Shard, Optional<?>> read) {
        if (place.owner().equals(shards.self())) {
            return shards.owned(place.partition())
                    .<Optional<?>>read(read::apply)
                    .map(Reply::of);
        }
        if (ask.forwarded()) {
            return copy(place, read);
        }
        try {
            return Optional.of(neighbours.get(place.owner(), ask));
        } catch (NotReadyException away) {
            return fromStandby(ask, place, read, away);
        }
    }

    private Optional<Reply> fromStandby(
            Ask ask, Place place, Function<Shard, Optional<?>> read, NotReadyException away) {
        if (place.standbys().contains(shards.self())) {
            return copy(place, read);
        }
        for (HostInfo standby : place.standbys()) {
            try {
                return Optional.of(neighbours.get(standby, ask));
            } catch (NotReadyException notThisOne) {
                away.addSuppressed(notThisOne);
            }
        }
        throw away;
    }

    private Optional<Reply> copy(Place place, Function<Shard, Optional<?>> read) {
        if (!place.standbys().contains(shards.self())) {
            throw new NotReadyException("partition " + place.partition() + " is kept by "
                    + place.owner().host() + ":" + place.owner().port() + ", and there is no copy here");
        }
        return shards.copy(place.partition())
                .<Optional<?>>read(read::apply)
                .map(Reply::of)
                .map(Reply::fromCopy);
    }
}

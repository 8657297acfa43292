package io.flowcanary.access;

import java.util.Optional;

/** Knows callers by the token that they show. */
interface Callers {

    /**
     * @return empty when the token is nobody's, or no longer
     * @throws CallersAwayException when that cannot be told at the moment
     */
    Optional<Caller> find(String token);

    /** These, and where they do not know the token, the others. */
    default Callers or(Callers others) {
        return token -> find(token).or(() -> others.find(token));
    }
}

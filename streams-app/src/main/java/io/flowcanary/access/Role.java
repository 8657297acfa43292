package io.flowcanary.access;

import io.javalin.security.RouteRole;

/** What a caller must be to be answered; each role includes those before it. */
public enum Role implements RouteRole {
    /** Nobody in particular: liveness, readiness, the page's files. */
    ANYONE,
    /** May read everything. */
    VIEWER,
    /** May also move the share and lease the deployment lock. */
    OPERATOR;

    /** Whether who has this role may do what the other one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}

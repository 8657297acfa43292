package io.flowcanary.access;

import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every route and lets through who has the route's {@link Role}; a route that names none is an operator's. Whoever
 * showed a token is named in the request's attribute {@value #ACTOR}. Tokens are never logged.
 */
public final class Guard {
    /** The attribute that holds who asks; absent for those who need not say. */
    public static final String ACTOR = "actor";
    /** The attribute that holds what who asks may do: a {@link Role}; absent where anyone is answered. */
    public static final String ROLE = "role";

    /** The attribute that says, where anybody is answered, whether who asks may also read everything. */
    public static final String READS = "reads";

    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final String BEARER = "Bearer ";
    private static final String CHALLENGE = "Bearer realm=\"flow-canary\"";

    private final AccessSettings settings;
    private final Callers callers;
    private final Pace pace;

    private Guard(AccessSettings settings, Callers callers, Pace pace) {
        this.settings = settings;
        this.callers = callers;
        this.pace = pace;
    }

    /**
     * @param clock what tokens expire by
     * @throws IllegalArgumentException when the tokens file cannot be read
     */
    public static Guard of(AccessSettings settings, Clock clock) {
        LongSupplier ticks = System::nanoTime;
        Callers callers = token -> Optional.empty();
        if (settings.tokens().isPresent()) {
            callers = new TokenFile(settings.tokens().get(), ticks);
        }
        if (settings.oidc().isPresent()) {
            Oidc oidc = settings.oidc().get();
            callers = callers.or(new OidcCallers(
                    oidc,
                    JWKSourceBuilder.<SecurityContext>create(oidc.keys())
                            .retrying(true)
                            .build(),
                    clock));
        }
        if (settings.development()) {
            LOG.warn("ACCESS_DEVELOPMENT is true: whoever reaches this port on this machine may move the share");
        }
        return new Guard(settings, callers, new Pace(settings.perSecond(), ticks));
    }

    /** Puts itself before the server's routes, and gives the listener its limits and, if it is to have it, TLS. */
    public void protect(JavalinConfig config) {
        config.http.maxRequestSize = settings.longestBody();
        settings.tls()
                .ifPresent(tls -> config.jetty.addConnector(
                        (server, http) -> tls.connector(server, http, config.jetty.host, config.jetty.port)));
        SecurityHeaders headers = new SecurityHeaders(settings.tls().isPresent());
        config.routes.before(headers::set);
        config.routes.beforeMatched(this::admit);
    }

    private void admit(Context context) {
        Role needed = needed(context);
        if (needed == Role.ANYONE) {
            context.attribute(READS, reads(context));
            return;
        }
        String token = token(context);
        Optional<Caller> caller;
        try {
            caller = token == null ? Optional.empty() : callers.find(token);
        } catch (CallersAwayException e) {
            context.header("Retry-After", "5");
            Refusal.of(context, 503, "Cannot identify the caller", e.getMessage());
            return;
        }
        long wait = pace.take(caller.map(Caller::name).orElse("at " + context.ip()));
        if (wait > 0) {
            context.header("Retry-After", Long.toString(wait));
            Refusal.of(
                    context,
                    429,
                    "Too many requests",
                    "more than " + settings.perSecond() + " a second: ask again in " + wait + " s");
        } else if (caller.isPresent()) {
            admit(context, caller.get(), needed);
        } else if (token != null) {
            context.header("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\"");
            Refusal.of(context, 401, "Unknown token", "the token is unknown or no longer valid: ask for a new one");
        } else {
            anonymous(context, needed);
        }
    }

    private static void admit(Context context, Caller caller, Role needed) {
        if (caller.role().includes(needed)) {
            context.attribute(ACTOR, caller.name());
            context.attribute(ROLE, caller.role());
            return;
        }
        LOG.warn("{} {} was refused to {}: a {}", context.method(), context.path(), caller.name(), caller.role());
        context.header("WWW-Authenticate", CHALLENGE + ", error=\"insufficient_scope\"");
        Refusal.of(
                context,
                403,
                "Not allowed",
                caller.name() + " does not have the role " + lower(needed) + ": use another token");
    }

    /** A token that is not good is no reason not to answer anybody. */
    private boolean reads(Context context) {
        String token = token(context);
        if (token == null) {
            return open(Role.VIEWER) && Origin.isThisMachine(context);
        }
        try {
            return pace.take("at " + context.ip()) <= 0
                    && callers.find(token)
                            .filter(caller -> caller.role().includes(Role.VIEWER))
                            .isPresent();
        } catch (CallersAwayException e) {
            return false;
        }
    }

    private boolean open(Role needed) {
        return settings.loopback() && (settings.development() || (!settings.asksForTokens() && needed == Role.VIEWER));
    }

    /** Nobody need say who they are on a machine of their own: to read, where no tokens are set up, or in development. */
    private void anonymous(Context context, Role needed) {
        if (!open(needed)) {
            context.header("WWW-Authenticate", CHALLENGE);
            Refusal.of(context, 401, "Token missing", whatToDo(needed));
        } else if (!Origin.isThisMachine(context)) {
            Refusal.of(
                    context,
                    403,
                    "Wrong origin",
                    "a web page of another origin, or another name for this machine: without a token only"
                            + " http://localhost and http://127.0.0.1 count");
        } else {
            context.attribute(ROLE, settings.development() ? Role.OPERATOR : Role.VIEWER);
        }
    }

    private String whatToDo(Role needed) {
        String header = "send a token as 'Authorization: Bearer TOKEN', the role " + lower(needed) + " or above";
        return settings.asksForTokens()
                ? header
                : "nobody has a token yet: make one with 'flow-canary token', name its line's file in "
                        + AccessSettings.TOKENS.name() + ", and " + header;
    }

    private static Role needed(Context context) {
        return context.routeRoles().stream()
                .map(Role.class::cast)
                .min(Enum::compareTo)
                .orElse(Role.OPERATOR);
    }

    private static String token(Context context) {
        String header = context.header("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length()).strip()
                : null;
    }

    private static String lower(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT);
    }
}

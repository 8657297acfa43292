package io.flowcanary.local.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One process of a function, and the Lambda Runtime API that it polls, its own as on AWS. It has one invocation at a time, and is
 * used again as long as it lives. One thread at a time.
 */
final class LambdaProcess implements AutoCloseable {
    static {
        // The JDK's server writes headers and body apart. Without this the body waits 40 ms for the client's
        // acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int LARGEST_PAYLOAD = 6 * 1024 * 1024;

    private record Invocation(String id, byte[] payload, CompletableFuture<LambdaOutcome> outcome) {}

    private final LambdaSetup setup;
    private final String arn;
    private final Clock clock;
    private final HttpServer api;
    private final ExecutorService threads;
    private final Process process;
    private final BlockingQueue<Invocation> next = new ArrayBlockingQueue<>(1);
    private volatile Invocation current;
    private volatile boolean usable = true;

    LambdaProcess(LambdaSetup setup, String arn, Clock clock) throws IOException {
        this.setup = setup;
        this.arn = arn;
        this.clock = clock;
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "lambda-" + setup.name());
            thread.setDaemon(true);
            return thread;
        });
        api.setExecutor(threads);
        api.createContext("/2018-06-01/runtime/", this::serve);
        api.start();
        try {
            process = start();
        } catch (IOException e) {
            api.stop(0);
            threads.shutdownNow();
            throw e;
        }
        process.onExit().thenAccept(ended -> exited());
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(setup.command())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().putAll(setup.environment());
        builder.environment().put("PATH", path);
        builder.environment()
                .put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
        builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", setup.name());
        return builder.start();
    }

    /** Whether it can take another invocation. */
    boolean usable() {
        return usable && process.isAlive();
    }

    /** Runs the function once; whatever happens to the process is an outcome. */
    LambdaOutcome invoke(String id, byte[] payload) throws InterruptedException {
        Invocation invocation = new Invocation(id, payload, new CompletableFuture<>());
        current = invocation;
        if (!process.isAlive()) {
            exited();
        }
        next.add(invocation);
        try {
            return invocation.outcome().get(setup.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            usable = false;
            double seconds = setup.timeout().toMillis() / 1000.0;
            return LambdaOutcome.failure(
                    "Sandbox.Timedout",
                    String.format(Locale.ROOT, "RequestId: %s Error: Task timed out after %.2f seconds", id, seconds));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            current = null;
        }
    }

    private void exited() {
        usable = false;
        Invocation lost = current;
        if (lost != null) {
            lost.outcome()
                    .complete(LambdaOutcome.failure(
                            "Runtime.ExitError", "RequestId: " + lost.id() + " Error: Runtime exited"));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring("/2018-06-01/runtime/".length());
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_PAYLOAD + 1);
        if (path.equals("invocation/next") && exchange.getRequestMethod().equals("GET")) {
            hand(exchange);
        } else if (exchange.getRequestMethod().equals("POST")) {
            answer(exchange, body.length > LARGEST_PAYLOAD ? 413 : taken(path, body), "{\"status\":\"OK\"}");
        } else {
            answer(exchange, 404, "{}");
        }
    }

    private void hand(HttpExchange exchange) throws IOException {
        try {
            Invocation invocation = next.take();
            exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
            exchange.getResponseHeaders().set("Lambda-Runtime-Invoked-Function-Arn", arn);
            exchange.getResponseHeaders()
                    .set(
                            "Lambda-Runtime-Deadline-Ms",
                            Long.toString(clock.millis() + setup.timeout().toMillis()));
            answer(exchange, 200, new String(invocation.payload(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    /** The status for what the process says of its invocation. */
    private int taken(String path, byte[] body) {
        if (path.equals("init/error")) {
            return 202;
        }
        Invocation invocation = current;
        if (invocation == null || !path.startsWith("invocation/" + invocation.id() + "/")) {
            return 400;
        }
        boolean response = path.endsWith("/response");
        invocation.outcome().complete(response ? LambdaOutcome.answer(body) : LambdaOutcome.failure(body));
        return 202;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        usable = false;
        process.destroyForcibly();
        api.stop(0);
        threads.shutdownNow();
    }
}

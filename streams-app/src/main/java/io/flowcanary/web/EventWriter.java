package io.flowcanary.web;

import io.flowcanary.record.Messages;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes events as they come; a client that has gone shows as an {@link IOException}. */
record EventWriter(OutputStream out) {
    static EventWriter begin(Context context) throws IOException {
        HttpServletResponse response = context.res();
        response.setStatus(200);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // Proxies that gather answers would hold events back.
        response.setHeader("X-Accel-Buffering", "no");
        EventWriter writer = new EventWriter(response.getOutputStream());
        writer.text("retry: 2000\n\n");
        return writer;
    }

    void write(Event event) throws IOException {
        String id = event.id() == null ? "" : "id: " + event.id().replaceAll("[\\r\\n\\x00]", " ") + "\n";
        text("event: " + event.name() + "\n" + id + "data: " + Messages.json().writeValueAsString(event.data())
                + "\n\n");
    }

    void keepAlive() throws IOException {
        text(": still here\n\n");
    }

    private void text(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

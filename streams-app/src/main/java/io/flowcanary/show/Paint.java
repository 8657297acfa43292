package io.flowcanary.show;

/**
 * Colours text, where there are colours.
 *
 * @param colours whether there are
 */
public record Paint(boolean colours) {
    public static final Paint NONE = new Paint(false);

    public String good(String text) {
        return paint(32, text);
    }

    public String bad(String text) {
        return paint(31, text);
    }

    public String warn(String text) {
        return paint(33, text);
    }

    public String strong(String text) {
        return paint(1, text);
    }

    public String faint(String text) {
        return paint(2, text);
    }

    private String paint(int code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}

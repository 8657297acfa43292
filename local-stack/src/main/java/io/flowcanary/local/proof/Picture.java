package io.flowcanary.local.proof;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Charts in rows of two as SVG, with one legend for all. Written by hand: chart libraries measure text with fonts that a machine with
 * only a headless JDK does not have.
 */
final class Picture {
    private static final int COLUMNS = 2;
    private static final int PANEL = 440;
    private static final int PANEL_TALL = 340;
    private static final int LEFT = 66;
    private static final int TOP = 58;
    private static final int WIDTH = PANEL - LEFT - 18;
    private static final int TALL = PANEL_TALL - TOP - 58;
    private static final int LEGEND = 70;
    private static final int LEGEND_LINE = 30;

    private final StringBuilder svg = new StringBuilder();

    private Picture() {}

    /** The picture of these charts. */
    static String of(List<Chart> charts) {
        Picture picture = new Picture();
        int width = COLUMNS * PANEL;
        int plots = (charts.size() + COLUMNS - 1) / COLUMNS * PANEL_TALL;
        picture.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"13\" fill=\"#222\">",
                width, plots + LEGEND, width, plots + LEGEND);
        picture.add("<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#fff\"/>", width, plots + LEGEND);
        for (int i = 0; i < charts.size(); i++) {
            picture.add("<g transform=\"translate(%d %d)\">", i % COLUMNS * PANEL, i / COLUMNS * PANEL_TALL);
            picture.chart(charts.get(i));
            picture.add("</g>");
        }
        picture.legend(charts, width, plots);
        picture.add("</svg>");
        return picture.svg.toString();
    }

    private void chart(Chart chart) {
        text(LEFT, 26, "font-size=\"16\" font-weight=\"bold\"", chart.title());
        text(LEFT, 46, "fill=\"#555\"", chart.notes());
        for (double tick : chart.x().ticks()) {
            double x = x(chart, tick);
            add("<path d=\"M%.1f %d v%d\" stroke=\"#eee\"/>", x, TOP, TALL);
            text(x, TOP + TALL + 18, "text-anchor=\"middle\"", number(tick));
        }
        for (double tick : chart.y().ticks()) {
            double y = y(chart, tick);
            add("<path d=\"M%d %.1f h%d\" stroke=\"#ddd\"/>", LEFT, y, WIDTH);
            text(LEFT - 7, y + 4, "text-anchor=\"end\"", number(tick));
        }
        text(
                LEFT + WIDTH / 2.0,
                TOP + TALL + 40,
                "text-anchor=\"middle\"",
                chart.x().label());
        String turned =
                String.format(Locale.ROOT, "text-anchor=\"middle\" transform=\"rotate(-90 16 %d)\"", TOP + TALL / 2);
        text(16, TOP + TALL / 2.0, turned, chart.y().label());
        chart.curves().forEach(curve -> line(chart, curve));
    }

    private void line(Chart chart, Curve curve) {
        StringBuilder path = new StringBuilder();
        for (Curve.Point point : curve.points()) {
            if (Double.isFinite(point.y())) {
                path.append(path.length() == 0 ? 'M' : 'L')
                        .append(String.format(Locale.ROOT, "%.1f %.1f", x(chart, point.x()), y(chart, point.y())));
            }
        }
        add("<path d=\"%s\" %s/>", path, stroke(curve.look()));
    }

    /** Every curve's name once, in two lines. */
    private void legend(List<Chart> charts, int width, int top) {
        List<Curve> named = charts.stream()
                .flatMap(chart -> chart.curves().stream())
                .collect(Collectors.toMap(Curve::name, curve -> curve, (first, same) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        int columns = (named.size() + 1) / 2;
        for (int i = 0; i < named.size(); i++) {
            double x = LEFT / 2.0 + (double) (i % columns) * (width - LEFT / 2.0) / columns;
            double y = top + 18 + LEGEND_LINE * 0.8 * (i / columns);
            add(
                    "<path d=\"M%.1f %.1f h%d\" %s/>",
                    x, y, LEGEND_LINE, stroke(named.get(i).look()));
            text(x + LEGEND_LINE + 8, y + 4, "font-size=\"14\"", named.get(i).name());
        }
    }

    private static String stroke(Curve.Look look) {
        return String.format(
                Locale.ROOT,
                "fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\" stroke-linejoin=\"round\"%s",
                look.colour(),
                look.width(),
                look.dashes().isEmpty() ? "" : " stroke-dasharray=\"" + look.dashes() + "\"");
    }

    private static double x(Chart chart, double value) {
        return LEFT + WIDTH * chart.x().place(value);
    }

    private static double y(Chart chart, double value) {
        return TOP + TALL * (1 - chart.y().place(value));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%s", value);
    }

    private void text(double x, double y, String style, String text) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>",
                x, y, style, text.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

package io.flowcanary.local.proof;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param name in the legend
 * @param points in the order of x; a y that is not finite is not drawn
 */
record Curve(String name, Look look, List<Point> points) {
    record Point(double x, double y) {}

    /**
     * What the line looks like.
     *
     * @param colour as in CSS
     * @param dashes lengths of strokes and gaps in pixels; empty for an unbroken line
     * @param width in pixels
     */
    record Look(String colour, String dashes, double width) {}
}

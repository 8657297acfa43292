package io.flowcanary.local.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.flowcanary.local.proof.Chart.Axis;
import io.flowcanary.local.proof.Curve.Look;
import io.flowcanary.local.proof.Curve.Point;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PictureTest {
    private static final Axis LINEAR = new Axis("x", false, List.of(0.0, 50.0, 100.0));
    private static final Axis LOGARITHMIC = new Axis("y & more", true, List.of(1.0, 10.0, 100.0));

    @Test
    void anAxisPlacesValuesBetweenItsEnds() {
        assertThat(LINEAR.place(25)).isEqualTo(0.25);
        assertThat(LOGARITHMIC.place(10)).isEqualTo(0.5);
        assertThat(LINEAR.place(-3)).isZero();
        assertThat(LOGARITHMIC.place(1000)).isEqualTo(1);
    }

    @Test
    void itIsXmlWithALineForEachCurveAndEachNameOnce() throws Exception {
        Curve one = new Curve("one", new Look("#000", "", 2), List.of(new Point(0, 1), new Point(100, 100)));
        Curve two = new Curve(
                "two",
                new Look("#000", "1 2", 2),
                List.of(new Point(0, Double.POSITIVE_INFINITY), new Point(50, 10), new Point(100, 10)));
        Chart chart = new Chart("title", "notes", LINEAR, LOGARITHMIC, List.of(one, two));

        String svg = Picture.of(List.of(chart, chart, chart));

        Document xml =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(xml.getElementsByTagName("g").getLength()).isEqualTo(3);
        assertThat(svg.split(">one<", -1)).hasSize(2);
        assertThat(svg).contains("M66.0 282.0L422.0 58.0").contains("M244.0 170.0L422.0 170.0");
    }

    @Test
    void theTableHoldsEveryPointAndLeavesWhatNeverCameEmpty() {
        Curve curve = new Curve(
                "one", new Look("#000", "", 2), List.of(new Point(1, 2.5), new Point(2, Double.POSITIVE_INFINITY)));
        Chart chart = new Chart("title", "notes", LINEAR, LOGARITHMIC, List.of(curve));

        assertThat(Characteristics.csv(List.of(chart)))
                .isEqualTo("chart,rule,x,y,x unit,y unit\n\"title\",\"one\",1.0,2.5,\"x\",\"y & more\"\n"
                        + "\"title\",\"one\",2.0,,\"x\",\"y & more\"\n");
    }
}

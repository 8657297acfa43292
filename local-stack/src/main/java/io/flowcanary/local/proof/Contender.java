package io.flowcanary.local.proof;

/** The rules that are compared, each with what it looks like in a picture. */
enum Contender implements Rule.Kind {
    POLLED("point rule, every 15 min", "#E69F00", "7 4") {
        @Override
        public Rule begin(Watched watched, double level) {
            return new PointRule(watched.margin(), 15);
        }
    },
    STREAM("point rule, every minute", "#D55E00", "") {
        @Override
        public Rule begin(Watched watched, double level) {
            return new PointRule(watched.margin(), 1);
        }
    },
    PEEKED("z-test, every minute", "#CC79A7", "2 3") {
        @Override
        public Rule begin(Watched watched, double level) {
            return new PeekedTest(watched.margin(), level);
        }
    },
    SEQUENCE("asymptotic confidence sequence", "#0072B2", "9 3 2 3") {
        @Override
        public Rule begin(Watched watched, double level) {
            return new ConfidenceSequence(watched.margin(), level);
        }
    },
    EVIDENCE("evidence judge", "#00795B", "") {
        @Override
        public Rule begin(Watched watched, double level) {
            return EvidenceRules.harm(watched, level);
        }
    };

    private final String title;
    private final String colour;
    private final String dashes;

    Contender(String title, String colour, String dashes) {
        this.title = title;
        this.colour = colour;
        this.dashes = dashes;
    }

    String title() {
        return title;
    }

    /** A line of its own: colours that colour-blind people tell apart, and the judge's bold. */
    Curve.Look look() {
        return new Curve.Look(colour, dashes, this == EVIDENCE ? 3.5 : 2);
    }
}

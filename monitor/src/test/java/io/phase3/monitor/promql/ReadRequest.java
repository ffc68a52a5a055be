package io.phase3.monitor.promql;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The few fields of a remote read request that tell what Prometheus has parsed: prometheus.ReadRequest in remote.proto,
 * LabelMatcher and ReadHints in types.proto of the Prometheus sources.
 */
final class ReadRequest {
    private static final int QUERY = 1;
    private static final int MATCHER = 3;
    private static final int HINTS = 4;

    private ReadRequest() {}

    static List<Selector> parse(byte[] message) throws IOException {
        List<Selector> selectors = new ArrayList<>();
        eachField(CodedInputStream.newInstance(message), (field, in) -> {
            if (field != QUERY) {
                return false;
            }
            selectors.add(selector(part(in)));
            return true;
        });
        return selectors;
    }

    private static Selector selector(CodedInputStream query) throws IOException {
        List<Matcher> matchers = new ArrayList<>();
        Hints hints = new Hints();
        eachField(query, (field, in) -> {
            switch (field) {
                case MATCHER -> matchers.add(matcher(part(in)));
                case HINTS -> eachField(part(in), hints);
                default -> {
                    return false;
                }
            }
            return true;
        });
        return new Selector(
                List.copyOf(matchers),
                hints.function,
                Duration.ofMillis(hints.rangeMillis),
                List.copyOf(hints.grouping));
    }

    private static Matcher matcher(CodedInputStream matcher) throws IOException {
        MatcherFields fields = new MatcherFields();
        eachField(matcher, fields);
        return new Matcher(fields.label, fields.operator, fields.value);
    }

    private static CodedInputStream part(CodedInputStream in) throws IOException {
        return CodedInputStream.newInstance(in.readByteArray());
    }

    private static void eachField(CodedInputStream in, Field reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!reader.read(WireFormat.getTagFieldNumber(tag), in)) {
                in.skipField(tag);
            }
        }
    }

    /** Reads a field, or says that it is to be skipped. */
    private interface Field {
        boolean read(int number, CodedInputStream in) throws IOException;
    }

    private static final class MatcherFields implements Field {
        private Matcher.Operator operator = Matcher.Operator.EQUAL;
        private String label = "";
        private String value = "";

        @Override
        public boolean read(int number, CodedInputStream in) throws IOException {
            switch (number) {
                case 1 -> operator = Matcher.Operator.numbered(in.readEnum());
                case 2 -> label = in.readString();
                case 3 -> value = in.readString();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class Hints implements Field {
        private final List<String> grouping = new ArrayList<>();
        private String function = "";
        private long rangeMillis;

        @Override
        public boolean read(int number, CodedInputStream in) throws IOException {
            switch (number) {
                case 2 -> function = in.readString();
                case 5 -> grouping.add(in.readString());
                case 7 -> rangeMillis = in.readInt64();
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}

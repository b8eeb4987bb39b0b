package dev.passbook.http.syntax;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The media types that a client accepts, with their weights in {@code Accept} (RFC 9110, section
 * 12.5.1). Parameters of a range are ignored, because no resource has two representations that
 * differ only in them.
 */
public final class AcceptedTypes {
  private static final String PLACE = "passbook.accepted-types";
  private static final String ANY = "*";
  private static final int FULL_WEIGHT = 1_000;
  private static final Range EVERYTHING = new Range(ANY, ANY, FULL_WEIGHT);

  private final List<Range> ranges;

  private AcceptedTypes(List<Range> ranges) {
    this.ranges = ranges;
  }

  private record Range(String type, String subtype, int weight) {
    /** Returns how closely the range matches a type, or 0 if it does not. */
    int fit(MediaTypeName name) {
      if (type.equals(ANY)) {
        return 1;
      }
      if (!type.equals(name.type())) {
        return 0;
      }
      return subtype.equals(ANY) ? 2 : subtype.equals(name.subtype()) ? 3 : 0;
    }
  }

  public static AcceptedTypes of(RoutingContext context) {
    return context.get(PLACE);
  }

  public void enter(RoutingContext context) {
    context.put(PLACE, this);
  }

  /**
   * Parses {@code Accept}.
   *
   * @param lines the field's lines, which form one list. Without any, every type is accepted.
   * @throws FieldParser.Malformed if the field does not follow its grammar
   */
  public static AcceptedTypes read(List<String> lines) {
    var ranges = new ArrayList<Range>();
    var reader = new FieldParser(String.join(",", lines));
    reader.skipCommas();
    while (!reader.isAtEnd()) {
      ranges.add(range(reader));
      if (!reader.skipCommas() && !reader.isAtEnd()) {
        throw new FieldParser.Malformed();
      }
    }
    return new AcceptedTypes(ranges.isEmpty() ? List.of(EVERYTHING) : ranges);
  }

  private static Range range(FieldParser reader) {
    var type = reader.token().toLowerCase(Locale.ROOT);
    // Java's own HttpURLConnection sends a single asterisk, and weights like ".2".
    var subtype =
        reader.take('/') ? reader.token().toLowerCase(Locale.ROOT) : type.equals(ANY) ? ANY : null;
    if (subtype == null || type.equals(ANY) && !subtype.equals(ANY)) {
      throw new FieldParser.Malformed();
    }
    var weight = FULL_WEIGHT;
    while (reader.skipBlanks().take(';')) {
      if (reader.skipBlanks().isAtParameter()) {
        var name = reader.token();
        if (name.equalsIgnoreCase("q")) {
          weight = weight(reader);
        } else if (reader.take('=')) {
          reader.tokenOrQuoted();
        }
      }
    }
    return new Range(type, subtype, weight);
  }

  /** Returns the weight in thousandths. */
  private static int weight(FieldParser reader) {
    var text = reader.take('=') ? reader.token() : "";
    var point = text.indexOf('.');
    var whole = point < 0 ? text : text.substring(0, point);
    var fraction = point < 0 ? "" : text.substring(point + 1);
    var soundFraction = fraction.isEmpty() || WholeNumber.hasDigits(fraction, 3);
    var soundWhole =
        whole.equals("0") || whole.equals("1") || whole.isEmpty() && !fraction.isEmpty();
    if (!soundWhole || !soundFraction) {
      throw new FieldParser.Malformed();
    }
    var weight =
        (whole.equals("1") ? FULL_WEIGHT : 0)
            + Integer.parseInt((fraction + "000").substring(0, 3));
    if (weight > FULL_WEIGHT) {
      throw new FieldParser.Malformed();
    }
    return weight;
  }

  public boolean include(MediaTypeName name) {
    return weight(name) > 0;
  }

  /**
   * Returns whether the client prefers one type to the other. With equal weights, the closer range
   * wins.
   */
  public boolean prefer(MediaTypeName one, MediaTypeName other) {
    var byWeight = Integer.compare(weight(one), weight(other));
    return byWeight == 0 ? fit(one) > fit(other) && include(one) : byWeight > 0;
  }

  /**
   * Returns the weight of a type. The closest range decides, and of equally close ranges the
   * heaviest.
   */
  private int weight(MediaTypeName name) {
    var closest = fit(name);
    return closest == 0
        ? 0
        : ranges.stream()
            .filter(range -> range.fit(name) == closest)
            .mapToInt(Range::weight)
            .max()
            .orElse(0);
  }

  private int fit(MediaTypeName name) {
    return ranges.stream().mapToInt(range -> range.fit(name)).max().orElse(0);
  }
}

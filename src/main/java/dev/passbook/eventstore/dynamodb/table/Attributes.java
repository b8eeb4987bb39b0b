package dev.passbook.eventstore.dynamodb.table;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Holds the names of the table's attributes, and converts plain values to attribute values and
 * back.
 */
public final class Attributes {
  public static final String STREAM_ID = "StreamId";
  public static final String VERSION = "Version";
  public static final String EVENTS = "Events";
  public static final String AT = "At";
  public static final String CHAIN = "Chain";
  public static final String SNAPSHOT = "Snapshot";
  public static final String LISTED_UNDER = "ListedUnder";

  public static final String TYPE = "Type";
  public static final String COMMAND_ID = "CommandId";
  public static final String TRACE_PARENT = "TraceParent";
  public static final String ACTOR = "Actor";
  public static final String ACTOR_ROLE = "ActorRole";
  public static final String SCHEMA = "Schema";
  public static final String CREATED_AT = "CreatedAt";

  public static final String MARKER = "Marker";
  public static final String FINGERPRINT = "Fingerprint";
  public static final String ANSWER = "Answer";
  public static final String ROW_STREAM = "RowStream";
  public static final String ROW_VERSION = "RowVersion";
  public static final String REVISION = "Revision";
  public static final String CANDIDATES = "Candidates";
  public static final String BY = "By";
  public static final String EXPIRES_AT = "ExpiresAt";

  private Attributes() {}

  public static AttributeValue string(String value) {
    return AttributeValue.fromS(value);
  }

  public static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  public static AttributeValue map(Map<String, Object> members) {
    return AttributeValue.fromM(attributes(members));
  }

  public static Map<String, AttributeValue> attributes(Map<String, Object> members) {
    var attributes = new LinkedHashMap<String, AttributeValue>();
    members.forEach((name, value) -> attributes.put(name, attribute(value)));
    return attributes;
  }

  public static Map<String, Object> members(Map<String, AttributeValue> attributes) {
    var members = new HashMap<String, Object>();
    attributes.forEach((name, value) -> members.put(name, plain(value)));
    return members;
  }

  private static AttributeValue attribute(Object value) {
    if (value instanceof BigDecimal decimal) {
      return AttributeValue.fromN(decimal.toPlainString());
    }
    if (value instanceof Boolean truth) {
      return AttributeValue.fromBool(truth);
    }
    if (value instanceof byte[] bytes) {
      return AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
    }
    return value instanceof Long number ? number(number) : string((String) value);
  }

  private static Object plain(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> new BigDecimal(value.n());
      case BOOL -> value.bool();
      case B -> value.b().asByteArray();
      default -> throw new IllegalArgumentException("a member of type " + value.type());
    };
  }
}

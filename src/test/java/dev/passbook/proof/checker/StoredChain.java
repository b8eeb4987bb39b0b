package dev.passbook.proof.checker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A row's chain as the page on the table describes it, without a line of the service's code.
 *
 * @param stream the row's stream
 * @param recorded the chain that the row has, or null
 * @param content the parts behind the previous chain
 */
record StoredChain(String stream, String recorded, byte[] content) {

  static StoredChain of(Map<String, AttributeValue> item) {
    Parts parts = new Parts();
    String stream = item.get("StreamId").s();
    parts.text(stream);
    parts.text(item.get("Version").n());
    parts.text(item.get("At").s());
    parts.text(Integer.toString(item.get("Events").l().size()));
    item.get("Events").l().forEach(event -> parts.event(event.m()));
    AttributeValue chain = item.get("Chain");
    String recorded = chain == null ? null : HexFormat.of().formatHex(chain.b().asByteArray());
    return new StoredChain(stream, recorded, parts.bytes());
  }

  /** Returns what a new stream's first row follows on. */
  String beginning() {
    Parts parts = new Parts();
    parts.text("passbook-chain-beginning-1");
    parts.text(stream);
    parts.text("0");
    return sha256(parts.bytes());
  }

  boolean follows(String previous) {
    Parts parts = new Parts();
    parts.text("passbook-chain-row-1");
    parts.part(HexFormat.of().parseHex(previous));
    parts.all(content);
    return sha256(parts.bytes()).equals(recorded);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Names in this bank are ASCII, so their order as text is that of their bytes. */
  private static final class Parts {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream data = new DataOutputStream(bytes);

    byte[] bytes() {
      return bytes.toByteArray();
    }

    void all(byte[] parts) {
      try {
        data.write(parts);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void part(byte[] part) {
      try {
        data.writeInt(part.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      all(part);
    }

    void text(String text) {
      part(text.getBytes(UTF_8));
    }

    void event(Map<String, AttributeValue> event) {
      TreeMap<String, AttributeValue> members = new TreeMap<>(event);
      members.remove("TraceParent");
      text(Integer.toString(members.size()));
      members.forEach(
          (name, value) -> {
            text(name);
            text(value.type().toString());
            value(value);
          });
    }

    private void value(AttributeValue value) {
      switch (value.type()) {
        case S -> text(value.s());
        case N -> text(new BigDecimal(value.n()).stripTrailingZeros().toPlainString());
        case BOOL -> text(value.bool().toString());
        default -> part(value.b().asByteArray());
      }
    }
  }
}

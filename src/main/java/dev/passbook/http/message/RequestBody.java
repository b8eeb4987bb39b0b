package dev.passbook.http.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.Amount;
import dev.passbook.account.Overdraft;
import dev.passbook.account.PlainText;
import dev.passbook.http.problem.RefusedRequest;
import dev.passbook.http.problem.Violation;
import dev.passbook.http.syntax.Instants;
import dev.passbook.http.syntax.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A JSON body, read member by member. {@link #check} reports all violations at once, including
 * unknown members, because a money API must not ignore a typo.
 */
public final class RequestBody {
  private final ObjectNode members;
  private final Set<String> known = new HashSet<>();
  private final List<Violation> violations = new ArrayList<>();

  private RequestBody(ObjectNode members) {
    this.members = members;
  }

  /** Parses a body that is required. */
  public static RequestBody required(byte[] body) {
    if (body.length == 0) {
      throw RefusedRequest.invalid(new Violation("", "The request needs a JSON body"));
    }
    return optional(body);
  }

  /** Parses a body that may be missing, which means the same as an empty object. */
  public static RequestBody optional(byte[] body) {
    return new RequestBody(body.length == 0 ? Json.object() : object(parse(body)));
  }

  /**
   * Treats {@code null} as an empty object, because generated clients send it if they have no body.
   */
  private static ObjectNode object(JsonNode body) {
    if (body instanceof NullNode) {
      return Json.object();
    }
    if (body instanceof ObjectNode object) {
      return object;
    }
    throw RefusedRequest.invalid(new Violation("", "The body must be a JSON object"));
  }

  private static JsonNode parse(byte[] body) {
    try {
      // Jackson alone would also accept UTF-16, UTF-32 and some malformed UTF-8.
      return Json.parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      throw RefusedRequest.invalid(new Violation("", "The body is not UTF-8"));
    } catch (Json.Excessive e) {
      throw RefusedRequest.invalid(
          new Violation(e.member(), "is more than any request of this API holds"));
    } catch (IOException e) {
      throw RefusedRequest.invalid(
          new Violation("", "The body is not JSON, or names a member twice"));
    }
  }

  /** Returns the text of these members, with null for a member that the client left out. */
  public List<String> sent(List<String> names) {
    return names.stream().map(name -> members.path(name).textValue()).toList();
  }

  public String text(String name, int maxLength) {
    return member(name, false, node -> text(name, node, maxLength));
  }

  /** Returns an amount. It is null only if {@link #check} will refuse the request. */
  public Amount amount(String name) {
    return member(name, true, node -> number(name, node, Amount::flawOf, Amount::new));
  }

  /** Returns text that is required. It is null only if {@link #check} will refuse the request. */
  public String requiredText(String name, int maxLength) {
    return member(name, true, node -> text(name, node, maxLength));
  }

  /** Returns a time, or nothing if the client left it out or {@link #check} refuses it. */
  public Optional<Instant> instant(String name) {
    return Optional.ofNullable(member(name, false, node -> instant(name, node)));
  }

  /** Returns a truth value, or the default if the client left it out. */
  public boolean flag(String name, boolean byDefault) {
    var flag = member(name, false, node -> flag(name, node));
    return flag == null ? byDefault : flag;
  }

  /** Returns a truth value that is required. */
  public boolean requiredFlag(String name) {
    var flag = member(name, true, node -> flag(name, node));
    return flag != null && flag;
  }

  /** Returns an overdraft. It is null only if {@link #check} will refuse the request. */
  public Overdraft overdraft(String name) {
    return member(name, true, node -> number(name, node, Overdraft::flawOf, Overdraft::new));
  }

  /** Returns whether the client sent the member, with any value but null. */
  public boolean has(String name) {
    return members.hasNonNull(name);
  }

  public void violation(String name, String message) {
    violations.add(new Violation(name, message));
  }

  /**
   * @throws RefusedRequest if there is a violation
   */
  public void check() {
    members
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                violation(name, "is not a member of this request");
              }
            });
    if (!violations.isEmpty()) {
      throw new RefusedRequest(Violation.problem(violations));
    }
  }

  private <T> T member(String name, boolean required, Function<JsonNode, T> read) {
    known.add(name);
    var node = members.get(name);
    if (node != null && !node.isNull()) {
      return read.apply(node);
    }
    if (required) {
      violation(name, "is required");
    }
    return null;
  }

  private String text(String name, JsonNode node, int maxLength) {
    var text = node.textValue();
    if (text == null) {
      violation(name, "must be a string");
    } else if (!PlainText.is(text)) {
      violation(name, "must not hold control, direction or invisible characters");
    } else if (text.codePointCount(0, text.length()) > maxLength) {
      violation(name, "must have at most " + maxLength + " characters");
    }
    return text;
  }

  private <T> T number(
      String name,
      JsonNode node,
      Function<BigDecimal, Optional<String>> flawOf,
      Function<BigDecimal, T> read) {
    if (!node.isNumber()) {
      violation(name, "must be a number");
      return null;
    }
    var value = node.decimalValue();
    var flaw = flawOf.apply(value);
    flaw.ifPresent(message -> violation(name, message));
    return flaw.isPresent() ? null : read.apply(value);
  }

  private Boolean flag(String name, JsonNode node) {
    if (!node.isBoolean()) {
      violation(name, "must be true or false");
    }
    return node.booleanValue();
  }

  private Instant instant(String name, JsonNode node) {
    var time = node.isTextual() ? Instants.parse(node.textValue()) : Optional.<Instant>empty();
    if (time.isEmpty()) {
      violation(name, "must be a time of RFC 3339, such as 2026-01-31T23:59:59Z");
    }
    return time.orElse(null);
  }
}

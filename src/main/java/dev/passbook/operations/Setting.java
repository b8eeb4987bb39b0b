package dev.passbook.operations;

import dev.passbook.account.Currencies;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Lists the operator's settings with their valid values. */
enum Setting {
  TABLE_NAME(
      "passbook.table.name",
      "3 to 255 letters, digits, dots, dashes or underscores",
      value -> value.matches("[A-Za-z0-9_.-]{3,255}")),
  TABLE_CREATE("passbook.table.create", "true or false", value -> value.matches("true|false")),
  SNAPSHOT_INTERVAL(
      "passbook.snapshot-interval",
      "a whole number from 1 to 100",
      value -> value.matches("[1-9][0-9]?|100")),
  CHAIN("passbook.chain", "true or false", value -> value.matches("true|false")),
  KEYED_WRITES(
      "passbook.keyed-writes", "transaction or puts", value -> value.matches("transaction|puts")),
  CURRENCY(
      "passbook.currency",
      "the ISO 4217 code of a currency that is paid in, such as EUR",
      value -> Currencies.inUse(value).isPresent()),
  REQUEST_TIMEOUT(
      "passbook.request-timeout",
      "a duration above zero of at most 1m, such as 10s",
      Setting::isShorterThanIdle),
  IDEMPOTENCY_RETENTION(
      "passbook.idempotency-retention", "a duration above zero, such as 7d", Setting::isAboveZero),
  HOLD_EXPIRY(
      "passbook.hold-expiry",
      "a duration above zero of at most 366d, such as 7d",
      Setting::isHoldExpiry),
  MAX_HOLDS(
      "passbook.max-holds",
      "a whole number from 1 to 100",
      value -> value.matches("[1-9][0-9]?|100")),
  ACCOUNT_CONTROLS(
      "passbook.account-controls", "true or false", value -> value.matches("true|false")),
  HEADS(
      "passbook.heads",
      "a whole number from 1 to 9999999",
      value -> value.matches("[1-9][0-9]{0,6}")),
  MAX_IN_FLIGHT(
      "passbook.max-in-flight",
      "a whole number from 1 to 99999",
      value -> value.matches("[1-9][0-9]{0,4}")),
  SSE_ENABLED("passbook.sse.enabled", "true or false", value -> value.matches("true|false")),
  SSE_HEARTBEAT(
      "passbook.sse.heartbeat",
      "a duration above zero of at most 1m, such as 15s",
      Setting::isShorterThanIdle),
  SSE_POLL_INTERVAL(
      "passbook.sse.poll-interval", "a duration above zero, such as 500ms", Setting::isAboveZero),
  SSE_MAX_LISTENERS(
      "passbook.sse.max-listeners",
      "a whole number from 1 to 99999",
      value -> value.matches("[1-9][0-9]{0,4}")),
  SSE_MAX_LISTENERS_PER_ACCOUNT(
      "passbook.sse.max-listeners-per-account",
      "a whole number from 1 to 99999",
      value -> value.matches("[1-9][0-9]{0,4}")),
  AUTH("passbook.auth", "jwt or none", value -> value.matches("jwt|none")),
  AUTH_ISSUER("passbook.auth.issuer", "the issuer's name in its tokens", Setting::isOneWord),
  AUTH_AUDIENCE(
      "passbook.auth.audience",
      "this service's name in tokens, or several with commas between them",
      value -> Stream.of(value.split(",", -1)).allMatch(Setting::isOneWord)),
  AUTH_KEYS(
      "passbook.auth.keys",
      "the https URL of the issuer's key set, without a user or a fragment, or a file: URL",
      Urls::isKeySet),
  AUTH_KEYS_CA(
      "passbook.auth.keys-ca",
      "the path of a PEM file from the root, such as /etc/issuer/ca.pem",
      value -> value.matches("/[^\\p{Cntrl}]+")),
  AUTH_KEYS_MAX_AGE(
      "passbook.auth.keys-max-age",
      "a duration above zero of at most 1d, such as 10m",
      Setting::isAgeOfKeys),
  AUTH_SKEW("passbook.auth.skew", "a duration of at most 5m, such as 30s", Setting::isSkew),
  AUTH_TENANT_CLAIM("passbook.auth.tenant-claim", "the name of a claim", Setting::isOneWord),
  AUTH_SCOPE_CLAIM("passbook.auth.scope-claim", "the name of a claim", Setting::isOneWord),
  AUTH_ROLES_CLAIM("passbook.auth.roles-claim", "the name of a claim", Setting::isOneWord),
  AUTH_OPERATOR_ROLE("passbook.auth.operator-role", "the name of a role", Setting::isOneWord),
  CALLER_RATE(
      "passbook.caller.rate",
      "a whole number from 0 to 99999",
      value -> value.matches("0|[1-9][0-9]{0,4}")),
  CALLER_BURST(
      "passbook.caller.burst",
      "a whole number from 1 to 99999",
      value -> value.matches("[1-9][0-9]{0,4}")),
  PAYEE_RATE(
      "passbook.payee.rate",
      "a whole number from 0 to 99999",
      value -> value.matches("0|[1-9][0-9]{0,4}")),
  PAYEE_BURST(
      "passbook.payee.burst",
      "a whole number from 1 to 99999",
      value -> value.matches("[1-9][0-9]{0,4}")),
  CORS_ORIGINS(
      "passbook.cors.origins",
      "origins such as https://bank.example, with commas between them",
      value -> Stream.of(value.split(",", -1)).allMatch(Urls::isOrigin)),
  CONSOLE("passbook.console", "true or false", value -> value.matches("true|false")),
  CONSOLE_CLIENT_ID(
      "passbook.console.client-id", "the console's client id at the issuer", Setting::isOneWord),
  CONSOLE_SCOPE(
      "passbook.console.scope",
      "scopes with single spaces between them, such as openid accounts:read",
      value -> Stream.of(value.split(" ", -1)).allMatch(Setting::isOneWord)),
  CONSOLE_TRACE_LINK(
      "passbook.console.trace-link",
      "a URL with {traceId} in it, such as https://traces.example/trace/{traceId}",
      Urls::isTraceLink),
  RELAY_STREAM(
      "passbook.relay.stream",
      "1 to 128 letters, digits, dots, dashes or underscores",
      value -> value.matches("[A-Za-z0-9_.-]{1,128}")),
  PROXY_PROTOCOL(
      "quarkus.http.proxy.use-proxy-protocol",
      "false, for connections with a PROXY line have no guard",
      value -> value.equals("false")),
  MANAGEMENT_PROXY_PROTOCOL(
      "quarkus.management.proxy.use-proxy-protocol",
      "false, for connections with a PROXY line have no guard",
      value -> value.equals("false")),
  HTTP2("quarkus.http.http2", "false, for HTTP/2 has no guard", value -> value.equals("false")),
  RELAY_KINESIS_ENDPOINT(
      "passbook.relay.kinesis-endpoint", "a URL such as http://localhost:4568", Urls::isEndpoint),
  RELAY_POLL_PAUSE(
      "passbook.relay.poll-pause", "a duration above zero, such as 200ms", Setting::isAboveZero),
  RELAY_RECORD_EVENTS(
      "passbook.relay.record-events",
      "a number from 1 to 200",
      value -> value.matches("[1-9][0-9]?|1[0-9][0-9]|200")),
  DYNAMODB_ENDPOINT(
      "quarkus.dynamodb.endpoint-override",
      "a URL such as http://localhost:8000",
      value -> value.isEmpty() || Urls.isAddress(value)),
  DYNAMODB_REGION(
      "quarkus.dynamodb.aws.region",
      "the name of a region such as eu-west-1",
      value -> value.isEmpty() || isRegion(value)),
  AWS_REGION("aws.region", "the name of a region such as eu-west-1", Setting::isRegion);

  private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);
  private static final Duration LONGEST_KEYS = Duration.ofDays(1);

  /** A hold with an expiry of its own lasts no longer either. */
  private static final Duration LONGEST_HOLD = Duration.ofDays(366);

  /** The server closes connections that were silent for 75 s. */
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  private final String property;
  private final String wanted;
  private final Predicate<String> isValid;

  Setting(String property, String wanted, Predicate<String> isValid) {
    this.property = property;
    this.wanted = wanted;
    this.isValid = isValid;
  }

  String property() {
    return property;
  }

  String variable() {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Returns one line for the operator if the value is not valid. */
  Optional<String> complaint(String value) {
    return isValid.test(value)
        ? Optional.empty()
        : Optional.of("%s must be %s, not \"%s\".".formatted(variable(), wanted, shown(value)));
  }

  /** Keeps line breaks and passwords out of the log. */
  private static String shown(String value) {
    return value.replaceAll("//[^/?#]*@", "//…@").replaceAll("\\p{Cc}", "?");
  }

  private static boolean isOneWord(String value) {
    return value.matches("[\\x21-\\x7e]{1,512}");
  }

  /** Accepts any name, since AWS adds regions, but no availability zone such as eu-west-1a. */
  private static boolean isRegion(String value) {
    return value.matches("[a-z][a-z0-9-]{1,31}") && !value.matches(".*-[0-9]+[a-z]");
  }

  private static boolean isShorterThanIdle(String value) {
    return isAboveZeroAndAtMost(LONGEST_SILENCE, value);
  }

  private static boolean isAgeOfKeys(String value) {
    return isAboveZeroAndAtMost(LONGEST_KEYS, value);
  }

  private static boolean isHoldExpiry(String value) {
    return isAboveZeroAndAtMost(LONGEST_HOLD, value);
  }

  private static boolean isSkew(String value) {
    return value.equals("0s") || isAboveZeroAndAtMost(LARGEST_SKEW, value);
  }

  private static boolean isAboveZeroAndAtMost(Duration most, String value) {
    return isAboveZero(value) && DurationConverter.parseDuration(value).compareTo(most) <= 0;
  }

  private static boolean isAboveZero(String value) {
    try {
      Duration duration = DurationConverter.parseDuration(value);
      return duration != null && duration.compareTo(Duration.ZERO) > 0;
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      return false;
    }
  }
}

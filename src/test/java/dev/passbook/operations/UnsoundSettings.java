package dev.passbook.operations;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Invalid settings, checked against the rules and against a real start of the service. */
final class UnsoundSettings {
  private UnsoundSettings() {}

  static Stream<Arguments> all() {
    return Stream.of(
            values(Setting.TABLE_NAME, "", "ab", "n".repeat(256), "my table", "tables/mine"),
            values(Setting.TABLE_CREATE, "", "maybe", "yes"),
            values(Setting.SNAPSHOT_INTERVAL, "", "0", "101", "-1", "abc", "1.5", "1e1"),
            values(Setting.CURRENCY, "", "XXX", "EURO", "eur", "€"),
            values(Setting.REQUEST_TIMEOUT, "", "soon", "0s", "-1s", "PT0S", "2m", "10 parsecs"),
            values(Setting.IDEMPOTENCY_RETENTION, "", "0d", "-7d", "week", "two\nlines"),
            values(Setting.HOLD_EXPIRY, "", "0s", "-7d", "367d", "8785h", "never"),
            values(Setting.MAX_HOLDS, "", "0", "101", "-1", "many", "1.5", "020"),
            values(Setting.ACCOUNT_CONTROLS, "", "on", "TRUE", "maybe"),
            values(Setting.CHAIN, "", "on", "TRUE", "maybe"),
            values(Setting.KEYED_WRITES, "", "PUTS", "put", "both"),
            values(Setting.HEADS, "", "0", "all", "10000000"),
            values(Setting.SSE_ENABLED, "", "on"),
            values(Setting.SSE_HEARTBEAT, "", "0s", "61s", "often"),
            values(Setting.SSE_POLL_INTERVAL, "", "0ms", "-1s"),
            values(Setting.SSE_MAX_LISTENERS, "", "0", "many", "100000"),
            values(Setting.SSE_MAX_LISTENERS_PER_ACCOUNT, "", "0", "-1"),
            values(Setting.AUTH, "", "basic", "JWT"),
            values(Setting.AUTH_ISSUER, "", "two words"),
            values(Setting.AUTH_AUDIENCE, "", "two words", ",", "a,,b", "a,"),
            values(Setting.AUTH_KEYS, "", "keys.json", "http://issuer.example/keys", "https://"),
            values(Setting.AUTH_KEYS, "https://[", "http://localhost.example/", "file:keys.json"),
            values(Setting.AUTH_KEYS, "https://localhost:1@elsewhere/", "http://localhost:1@e/"),
            values(
                Setting.AUTH_KEYS, "https://ada@issuer.example/", "http://127.0.0.1:80@e.example/"),
            values(Setting.AUTH_KEYS, "https://issuer.example:99999/keys", "https://i.example:0/"),
            values(Setting.AUTH_KEYS, "https://issuer.example:/", "https://issuer.example:-1/"),
            values(Setting.AUTH_KEYS, "https://issuer.example/keys#1", "https:issuer.example"),
            values(
                Setting.AUTH_KEYS, "ftp://issuer.example/", "jar:file:/a.jar!/keys", "https:///k"),
            values(Setting.AUTH_KEYS, "file://host/keys.json", "file:/keys#1", "file:/keys?1"),
            values(Setting.AUTH_KEYS, "file:/a%00b", "file:", "https://a b/", "http://[::2]/keys"),
            values(Setting.AUTH_KEYS_CA, "", "ca.pem", "/etc/a\nb"),
            values(Setting.AUTH_KEYS_MAX_AGE, "", "0s", "daily", "25h"),
            values(Setting.AUTH_SKEW, "", "-1s", "6m", "some"),
            values(Setting.AUTH_TENANT_CLAIM, "", "a claim"),
            values(Setting.AUTH_SCOPE_CLAIM, "", "a claim"),
            values(Setting.AUTH_ROLES_CLAIM, "", "a claim"),
            values(Setting.AUTH_OPERATOR_ROLE, "", "an operator"),
            values(Setting.CALLER_RATE, "", "-1", "many", "100000"),
            values(Setting.CALLER_BURST, "", "0", "many", "100000"),
            values(Setting.PAYEE_RATE, "", "-1", "1.5", "100000"),
            values(Setting.PAYEE_BURST, "", "0", "few"),
            values(Setting.CORS_ORIGINS, "", "*", "bank.example", "https://a.example/path"),
            values(Setting.CORS_ORIGINS, "https://a@b.example", "https://a.example:99999", "null"),
            values(
                Setting.CORS_ORIGINS, "https://a.example,", "https://a.example?b", "https://a#b"),
            values(Setting.CONSOLE, "", "on", "TRUE", "yes"),
            values(Setting.CONSOLE_CLIENT_ID, "", "a client"),
            values(Setting.CONSOLE_SCOPE, "", "openid  accounts:read", " openid", "a\nb"),
            values(Setting.CONSOLE_TRACE_LINK, "", "https://traces.example/", "{traceId}"),
            values(
                Setting.CONSOLE_TRACE_LINK, "javascript:alert(\"{traceId}\")", "ftp://t/{traceId}"),
            values(
                Setting.CONSOLE_TRACE_LINK, "https://{traceId}.example/", "https://t/{traceId} x"),
            values(Setting.CONSOLE_TRACE_LINK, "https://a@t/{traceId}", "/trace/{traceId}"),
            values(Setting.PROXY_PROTOCOL, "true", "yes"),
            values(Setting.MANAGEMENT_PROXY_PROTOCOL, "true"),
            values(Setting.HTTP2, "true"),
            values(Setting.RELAY_STREAM, "", "my stream", "s".repeat(129), "a/b"),
            values(Setting.RELAY_KINESIS_ENDPOINT, "", "localhost:4568", "ftp://kinesis"),
            values(Setting.RELAY_KINESIS_ENDPOINT, "http://a:1@elsewhere/", "http://a:99999"),
            values(Setting.RELAY_POLL_PAUSE, "", "0s", "-200ms", "soon"),
            values(Setting.RELAY_RECORD_EVENTS, "", "0", "201", "-1", "all"),
            values(Setting.DYNAMODB_ENDPOINT, "localhost:8000", "htp://localhost:8000", "8000"),
            values(Setting.DYNAMODB_REGION, "Ireland", "eu_west_1", "eu-west-1a"),
            values(Setting.AWS_REGION, "", "EU-WEST-1", "eu west 1", "us-east-1b"))
        .flatMap(each -> each);
  }

  /**
   * Returns one setting of each kind, because each start of the packaged service takes a second or
   * two.
   */
  static Stream<Arguments> oneOfEachSetting() {
    return Stream.of(
        Arguments.of(Setting.TABLE_NAME, "my table"),
        Arguments.of(Setting.TABLE_CREATE, "maybe"),
        Arguments.of(Setting.SNAPSHOT_INTERVAL, "0"),
        Arguments.of(Setting.SNAPSHOT_INTERVAL, "abc"),
        Arguments.of(Setting.CURRENCY, "XXX"),
        Arguments.of(Setting.AUTH, "basic"),
        Arguments.of(Setting.AUTH_KEYS, "http://issuer.example/keys"),
        Arguments.of(Setting.AUTH_KEYS, "https://localhost:1@elsewhere/"),
        Arguments.of(Setting.AUTH_KEYS, "https://issuer.example:99999/keys"),
        Arguments.of(Setting.PROXY_PROTOCOL, "true"),
        Arguments.of(Setting.REQUEST_TIMEOUT, "soon"),
        Arguments.of(Setting.REQUEST_TIMEOUT, "-1s"),
        Arguments.of(Setting.IDEMPOTENCY_RETENTION, "0s"),
        Arguments.of(Setting.HOLD_EXPIRY, "367d"),
        Arguments.of(Setting.MAX_HOLDS, "101"),
        Arguments.of(Setting.ACCOUNT_CONTROLS, "maybe"),
        Arguments.of(Setting.CONSOLE, "maybe"),
        Arguments.of(Setting.DYNAMODB_ENDPOINT, "localhost:8000"),
        Arguments.of(Setting.AWS_REGION, "eu-west-1a"),
        Arguments.of(Setting.CONSOLE_TRACE_LINK, "https://traces.example/"));
  }

  private static Stream<Arguments> values(Setting setting, String... values) {
    return Stream.of(values).map(value -> Arguments.of(setting, value));
  }
}

package dev.passbook.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {
  @ParameterizedTest
  @MethodSource("dev.passbook.operations.UnsoundSettings#all")
  void anInvalidValueIsReportedInOneLine(Setting setting, String value) {
    String complaint = setting.complaint(value).orElseThrow();

    assertTrue(complaint.startsWith(setting.variable() + " must be "), complaint);
    assertEquals(1, complaint.lines().count(), complaint);
  }

  @ParameterizedTest
  @CsvSource({
    "TABLE_NAME, abc",
    "TABLE_NAME, Passbook-2.eu_west",
    "TABLE_CREATE, true",
    "TABLE_CREATE, false",
    "SNAPSHOT_INTERVAL, 1",
    "SNAPSHOT_INTERVAL, 100",
    "CURRENCY, EUR",
    "CURRENCY, JPY",
    "CURRENCY, BHD",
    "REQUEST_TIMEOUT, 10s",
    "REQUEST_TIMEOUT, 1500ms",
    "REQUEST_TIMEOUT, PT1M",
    "IDEMPOTENCY_RETENTION, 7d",
    "IDEMPOTENCY_RETENTION, 3600",
    "HOLD_EXPIRY, 366d",
    "HOLD_EXPIRY, 90s",
    "HOLD_EXPIRY, PT8784H",
    "MAX_HOLDS, 1",
    "MAX_HOLDS, 100",
    "CHAIN, true",
    "CHAIN, false",
    "KEYED_WRITES, transaction",
    "KEYED_WRITES, puts",
    "ACCOUNT_CONTROLS, true",
    "ACCOUNT_CONTROLS, false",
    "HEADS, 1",
    "HEADS, 9999999",
    "SSE_ENABLED, false",
    "SSE_HEARTBEAT, 15s",
    "SSE_POLL_INTERVAL, 500ms",
    "SSE_MAX_LISTENERS, 99999",
    "SSE_MAX_LISTENERS_PER_ACCOUNT, 1",
    "AUTH, none",
    "AUTH_ISSUER, https://login.example/realm",
    "AUTH_KEYS, https://login.example:8443/keys?v=2",
    "AUTH_KEYS, http://127.0.0.1:4711/keys",
    "AUTH_KEYS, http://[::1]:4711/keys",
    "AUTH_KEYS, https://issuer.example:65535",
    "AUTH_KEYS, file:/etc/my%20keys.json",
    "AUTH_KEYS_CA, /etc/issuer/ca.pem",
    "'AUTH_AUDIENCE', 'passbook,https://passbook.example/'",
    "PAYEE_RATE, 0",
    "PROXY_PROTOCOL, false",
    "HTTP2, false",
    "RELAY_KINESIS_ENDPOINT, http://localhost:4568/",
    "RELAY_RECORD_EVENTS, 1",
    "RELAY_RECORD_EVENTS, 99",
    "RELAY_RECORD_EVENTS, 200",
    "AUTH_KEYS, file:/etc/keys.json",
    "AUTH_KEYS, file:///etc/keys.json",
    "AUTH_KEYS_MAX_AGE, 1d",
    "AUTH_SKEW, 0s",
    "CALLER_RATE, 0",
    "'CORS_ORIGINS', 'https://a.example,http://localhost:3000'",
    "DYNAMODB_ENDPOINT, https://dynamodb.eu-west-1.amazonaws.com",
    "DYNAMODB_ENDPOINT, http://localhost:8000/dynamodb",
    "DYNAMODB_ENDPOINT, ''",
    "DYNAMODB_REGION, us-gov-west-1",
    "AWS_REGION, eu-west-1",
    "AWS_REGION, local",
    "CONSOLE, true",
    "CONSOLE, false",
    "CONSOLE_CLIENT_ID, passbook-console",
    "CONSOLE_SCOPE, openid",
    "CONSOLE_SCOPE, openid accounts:read",
    "CONSOLE_TRACE_LINK, https://traces.example/trace/{traceId}",
    "CONSOLE_TRACE_LINK, http://localhost:16686/trace/{traceId}?uiEmbed=v0#spans"
  })
  void aValidValueIsAccepted(Setting setting, String value) {
    assertEquals(Optional.empty(), setting.complaint(value));
  }

  @Test
  void aPasswordInAUrlIsHidden() {
    String complaint =
        Setting.AUTH_KEYS.complaint("https://ada:s3cr@t@issuer.example/").orElseThrow();

    assertTrue(complaint.contains("//…@issuer.example/"), complaint);
    assertFalse(complaint.contains("s3cr"), complaint);
  }

  @Test
  void aTableNameMayHave255Characters() {
    assertTrue(Setting.TABLE_NAME.complaint("n".repeat(255)).isEmpty());
    assertFalse(Setting.TABLE_NAME.complaint("n".repeat(256)).isEmpty());
  }

  @Test
  void theVariablesMatchTheContract() {
    assertEquals("PASSBOOK_TABLE_NAME", Setting.TABLE_NAME.variable());
    assertEquals("PASSBOOK_TABLE_CREATE", Setting.TABLE_CREATE.variable());
    assertEquals("PASSBOOK_SNAPSHOT_INTERVAL", Setting.SNAPSHOT_INTERVAL.variable());
    assertEquals("PASSBOOK_CURRENCY", Setting.CURRENCY.variable());
    assertEquals("PASSBOOK_REQUEST_TIMEOUT", Setting.REQUEST_TIMEOUT.variable());
    assertEquals("PASSBOOK_IDEMPOTENCY_RETENTION", Setting.IDEMPOTENCY_RETENTION.variable());
    assertEquals("PASSBOOK_HOLD_EXPIRY", Setting.HOLD_EXPIRY.variable());
    assertEquals("PASSBOOK_MAX_HOLDS", Setting.MAX_HOLDS.variable());
    assertEquals("PASSBOOK_ACCOUNT_CONTROLS", Setting.ACCOUNT_CONTROLS.variable());
    assertEquals("PASSBOOK_SSE_HEARTBEAT", Setting.SSE_HEARTBEAT.variable());
    assertEquals("PASSBOOK_CONSOLE", Setting.CONSOLE.variable());
    assertEquals("PASSBOOK_CONSOLE_CLIENT_ID", Setting.CONSOLE_CLIENT_ID.variable());
  }
}

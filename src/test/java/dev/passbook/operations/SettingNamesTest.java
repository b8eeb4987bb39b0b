package dev.passbook.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.deploy.RelaySettings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {
  @Test
  void everySettingOfTheServiceAndTheRelayIsKnown() {
    assertEquals(RelaySettings.all().keySet(), SettingNames.known());
    assertEquals(List.of(), SettingNames.warnings(RelaySettings.all().keySet()));
  }

  @ParameterizedTest
  @CsvSource({
    "PASSBOOK_TABEL_NAME, PASSBOOK_TABLE_NAME",
    "PASSBOOK_TABLE, PASSBOOK_TABLE_NAME",
    "PASSBOOK_AUTH_ISUER, PASSBOOK_AUTH_ISSUER",
    "PASSBOOK_auth, PASSBOOK_AUTH",
    "PASSBOOK_IDEMPOTENCY_RETENTIONS, PASSBOOK_IDEMPOTENCY_RETENTION",
    "PASSBOOK_RELAY_STREAM_NAME, PASSBOOK_RELAY_STREAM"
  })
  void aMistypedNameIsWarnedOfWithTheNearest(String name, String nearest) {
    assertEquals(
        List.of(
            name
                + " is not a setting of Passbook and has no effect; the nearest name is "
                + nearest),
        SettingNames.warnings(Set.of(name, "PATH", "PASSBOOK_AUTH")));
  }

  @Test
  void aNameLikeNoneHasNoNearest() {
    assertEquals(
        List.of("PASSBOOK_DATABASE_PASSWORD is not a setting of Passbook and has no effect"),
        SettingNames.warnings(Set.of("PASSBOOK_DATABASE_PASSWORD")));
  }

  @ParameterizedTest
  @CsvSource({
    "PASSBOOK_SERVICE_HOST",
    "PASSBOOK_SERVICE_PORT",
    "PASSBOOK_SERVICE_PORT_HTTP",
    "PASSBOOK_PORT",
    "PASSBOOK_PORT_80_TCP_ADDR",
    "PASSBOOK_RELAY_SERVICE_HOST",
    "PASSBOOK_RELAY_PORT_80_TCP"
  })
  void whatKubernetesSetsForAServiceIsNoMistake(String name) {
    assertEquals(List.of(), SettingNames.warnings(Set.of(name)));
  }
}

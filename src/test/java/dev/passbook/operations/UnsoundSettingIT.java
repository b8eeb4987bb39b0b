package dev.passbook.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.packaging.PackagedService;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnsoundSettingIT {
  @ParameterizedTest
  @MethodSource("dev.passbook.operations.UnsoundSettings#oneOfEachSetting")
  void anInvalidSettingStopsTheStartWithOneClearLine(Setting setting, String value) {
    try (PackagedService service = PackagedService.start(Map.of(setting.variable(), value))) {
      assertEquals(1, service.exitCode());
      assertEquals(1, service.output().lines().count(), service.output());
      assertTrue(service.output().startsWith(setting.variable() + " must be "), service.output());
    }
  }
}

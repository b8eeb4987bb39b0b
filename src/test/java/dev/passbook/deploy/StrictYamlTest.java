package dev.passbook.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.error.YAMLException;

/** Checks the reader that all other checks in this package depend on. */
class StrictYamlTest {
  @Test
  void valuesKeepTheirTypes() {
    assertEquals(
        "{\"a\":1,\"b\":\"1\",\"c\":true,\"d\":1.50,\"e\":[null,\"x\"],\"on\":{}}",
        StrictYaml.plain()
            .documents("a: 1\nb: '1'\nc: true\nd: 1.50\ne:\n  -\n  - x\non: {}\n")
            .get(0)
            .toString());
  }

  @Test
  void knownTagsBecomeFunctions() {
    var yaml = StrictYaml.with(Map.of("!GetAtt", "Fn::GetAtt", "!Sub", "Fn::Sub"));

    assertEquals(
        "[{\"Fn::GetAtt\":[\"Table\",\"Arn\"]},{\"Fn::Sub\":\"${A}\"}]",
        yaml.documents("[!GetAtt Table.Arn, !Sub '${A}']").get(0).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\na: 2",
        "a: &x 1\nb: *x",
        "<<: {a: 1}",
        "a: yes",
        "a: 0644",
        "a: 0x10",
        "a: 1_000",
        "a: 2010-09-09",
        "a: 1e3",
        "a: ~",
        "a: !Ref b",
        "? [a]\n: b"
      })
  void ambiguousYamlIsRefused(String text) {
    StrictYaml yaml = StrictYaml.plain();

    assertThrows(IllegalArgumentException.class, () -> yaml.documents(text));
  }

  @Test
  void invalidYamlIsRefused() {
    StrictYaml yaml = StrictYaml.plain();

    assertThrows(YAMLException.class, () -> yaml.documents("a: [1"));
    assertEquals(List.of(), yaml.documents(""));
  }
}

package dev.passbook.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntegrityReportTest {
  private static IntegrityReport report(Stream<Finding> findings) {
    return new IntegrityReport(
        "an account", 20_000, null, null, findings.toList(), 10_000, 0, OptionalLong.of(10_000));
  }

  @Test
  void theLimitKeepsTheFindingThatSaysWhereTheCheckStopped() {
    var stop = new Finding(10_001, "Nothing is checked from this version on");
    var report =
        report(
            Stream.concat(
                Stream.of(stop),
                LongStream.rangeClosed(1, 150).mapToObj(at -> new Finding(at, "damaged"))));

    List<Finding> shown = report.findings();
    assertEquals(100, shown.size());
    assertEquals(99, shown.get(98).version());
    assertEquals(stop, shown.get(99));
    assertFalse(report.isSound());
    assertTrue(report.hasFault());
  }

  @Test
  void anUncheckedPartIsNoFault() {
    var report = report(Stream.of(new Finding(10_001, "Nothing is checked from this version on")));

    assertFalse(report.isSound());
    assertFalse(report.hasFault());
  }
}

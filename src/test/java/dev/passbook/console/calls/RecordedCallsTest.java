package dev.passbook.console.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.passbook.console.calls.RecordedCall.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedCallsTest {
  private final RecordedCalls calls = new RecordedCalls();

  @Test
  void onlyTheNewestCallsAreKept() {
    record(RecordedCalls.MOST + 20);

    var page = calls.after(0);
    assertEquals(RecordedCalls.MOST, page.calls().size());
    assertEquals(21, page.calls().get(0).number());
    assertEquals(RecordedCalls.MOST + 20, page.last());
  }

  @Test
  void aPageBeginsAfterANumber() {
    record(3);

    assertEquals(List.of(3L), calls.after(2).calls().stream().map(RecordedCall::number).toList());
    assertEquals(List.of(), calls.after(3).calls());
    assertEquals(List.of(), calls.after(Long.MAX_VALUE).calls());
    assertEquals(3, calls.after(3).last());
  }

  private void record(int many) {
    for (int i = 0; i < many; i++) {
      calls.add(
          number -> new RecordedCall(number, "Query", List.of(), Kind.READ, 1, 1, "ok", null));
    }
  }
}

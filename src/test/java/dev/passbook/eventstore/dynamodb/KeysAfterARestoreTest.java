package dev.passbook.eventstore.dynamodb;

import static dev.passbook.eventstore.Tallies.fill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.eventstore.VersionConflict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks a key whose marker names a row that a restore has lost, with rows before it. */
class KeysAfterARestoreTest extends FaultyKeyedPuts {
  @BeforeEach
  void restore() {
    fill(TestTable.tallies(10), stream, 1, 1);
    assertEquals(List.of(), apply(on(3, "lost")));
    List.of(2L, 3L, 4L).forEach(version -> TestTable.delete(stream, version));
    assertVersion(1);
  }

  @Test
  void aKeyIsFreeOnceItsRowIsTooOldToLand() {
    assertEquals(List.of(), apply(on(1, muchLater("again"))));

    assertVersion(2);
    assertEquals(Optional.of(muchLater("again")), found());
  }

  /** The lost row may still be under way, as far as an instance can tell. */
  @Test
  void aKeyIsNotFreeBefore() {
    assertThrows(VersionConflict.class, () -> apply(on(1, "again")));

    assertVersion(1);
  }

  @Test
  void aRefusalIsRememberedOnceTheRowIsTooOldToLand() {
    assertEquals(List.of(), apply(refusal(muchLater("refused"))));

    assertEquals(Optional.of(muchLater("refused")), found());
  }
}

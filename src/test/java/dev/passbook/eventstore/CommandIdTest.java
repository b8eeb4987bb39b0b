package dev.passbook.eventstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandIdTest {
  private static final String FIRST = "6f2d8f0e-5a0c-4a56-9a7d-3f6f1f0bfffe";

  private final CommandId id = new CommandId(UUID.fromString(FIRST));

  @Test
  void eachDecisionHasAnIdOfItsOwn() {
    assertEquals(FIRST, id.next());
    assertEquals("6f2d8f0e-5a0c-4a56-9a7d-3f6f1f0bffff", id.next());
    assertEquals("6f2d8f0e-5a0c-4a56-9a7d-3f6f1f0b0000", id.next());
    var further = IntStream.range(0, 1_000).mapToObj(i -> id.next()).collect(Collectors.toSet());
    assertEquals(1_000, further.size());
    assertTrue(further.stream().allMatch(it -> CommandId.areOfOneCommand(FIRST, it)));
  }

  @Test
  void otherCommandsHaveOtherIds() {
    assertFalse(CommandId.areOfOneCommand(FIRST, "6f2d8f0e-5a0c-4a56-9a7d-3f6f1f0cfffe"));
    assertFalse(CommandId.areOfOneCommand(FIRST, "command"));
    assertFalse(CommandId.areOfOneCommand("command-1", "command-2"));
    assertTrue(CommandId.areOfOneCommand("command", "command"));
  }
}

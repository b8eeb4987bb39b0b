package dev.passbook.proof.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that each reversal undoes one movement, once, and that its claim stands beside it. */
final class ReversalRules {
  private final Run run;
  private final Map<String, StoredClaim> claims = new HashMap<>();

  ReversalRules(Run run) {
    this.run = run;
    run.table.claims().forEach(claim -> claims.put(claim.name(), claim));
  }

  void check() {
    Set<String> due = new HashSet<>();
    for (List<StoredEvent> events : run.streams.values()) {
      Set<Long> reversed = new HashSet<>();
      for (StoredEvent event : events) {
        Long version = event.details().reverses();
        if (version != null) {
          run.require(
              reversed.add(version),
              Rule.A_MOVEMENT_IS_REVERSED_ONCE,
              "version %d is reversed again by %s",
              version,
              event);
          checkOpposite(event, run.event(event.account(), version));
          due.add(checkClaim(event));
        }
      }
    }
    for (StoredClaim claim : claims.values()) {
      run.require(
          due.contains(claim.name()) || !isOurs(claim),
          Rule.A_MOVEMENT_IS_REVERSED_ONCE,
          "nothing is reversed by %s",
          claim);
    }
  }

  /** Late rows of an earlier run on the same table aren't part of this run. */
  private boolean isOurs(StoredClaim claim) {
    String id = claim.name().substring(StoredClaim.REVERSAL.length());
    return run.streams.containsKey(id.substring(0, id.lastIndexOf('-')));
  }

  private void checkOpposite(StoredEvent reversal, StoredEvent original) {
    boolean opposite =
        original != null
            && original.version() < reversal.version()
            && original.isMovement()
            && original.details().reverses() == null
            && original.change().negate().compareTo(reversal.change()) == 0
            && original.isLegOfTransfer() == reversal.isLegOfTransfer()
            && reversal.details().hold() == null
            && (!original.isLegOfTransfer() || undoesTheTransfer(reversal, original));
    run.require(
        opposite, Rule.A_REVERSAL_IS_THE_OPPOSITE_MOVEMENT, "%s reverses %s", reversal, original);
  }

  /** The other leg of the reversal undoes the other leg of the transfer. */
  private boolean undoesTheTransfer(StoredEvent reversal, StoredEvent original) {
    if (!reversal.is(StoredEvent.WITHDRAWN)) {
      return true;
    }
    Long paid = reversal.details().toReverses();
    StoredEvent credited = run.event(reversal.to(), reversal.toVersion());
    return paid != null
        && credited != null
        && paid.equals(credited.details().reverses())
        && original.transferId().equals(reversal.to() + "-" + paid);
  }

  /** Returns the name of the claim that stands for the reversal. */
  private String checkClaim(StoredEvent reversal) {
    String what =
        reversal.isLegOfTransfer()
            ? transferUndoneBy(reversal)
            : reversal.account() + "-" + reversal.details().reverses();
    String by =
        reversal.isLegOfTransfer() ? reversal.transferId() : Long.toString(reversal.version());
    StoredClaim claim = claims.get(StoredClaim.REVERSAL + what);
    run.require(
        claim != null && claim.by().equals(by) && claim.commandId().equals(reversal.commandId()),
        Rule.A_MOVEMENT_IS_REVERSED_ONCE,
        "%s stands beside %s",
        claim,
        reversal);
    return StoredClaim.REVERSAL + what;
  }

  private String transferUndoneBy(StoredEvent reversal) {
    StoredEvent original = run.event(reversal.account(), reversal.details().reverses());
    return original == null ? "none" : String.valueOf(original.transferId());
  }
}

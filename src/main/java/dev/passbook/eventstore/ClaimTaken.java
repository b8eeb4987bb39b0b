package dev.passbook.eventstore;

import java.util.List;

/** Other commands have claimed the names. Nothing was applied. */
public class ClaimTaken extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Claim> standing;

  public ClaimTaken(List<Claim> standing) {
    super("another command has claimed the name", null, false, false);
    this.standing = List.copyOf(standing);
  }

  /** Returns the claims that stand. */
  public List<Claim> standing() {
    return standing;
  }
}

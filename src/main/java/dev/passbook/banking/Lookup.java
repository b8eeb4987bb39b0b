package dev.passbook.banking;

import java.util.function.Function;

/** What a read found, or what was not there. */
public final class Lookup<T> {
  private final T found;
  private final Missing missing;

  /** What a client may ask for in vain. */
  public enum Missing {
    ACCOUNT,
    VERSION,
    TRANSFER
  }

  private Lookup(T found, Missing missing) {
    this.found = found;
    this.missing = missing;
  }

  static <T> Lookup<T> found(T found) {
    return new Lookup<>(found, null);
  }

  static <T> Lookup<T> missing(Missing missing) {
    return new Lookup<>(null, missing);
  }

  public <R> R either(Function<T, R> whenFound, Function<Missing, R> whenMissing) {
    return missing == null ? whenFound.apply(found) : whenMissing.apply(missing);
  }
}

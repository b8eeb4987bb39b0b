package dev.passbook.banking;

import java.util.function.Function;

/** The result of a read: the value, or what is missing. */
public final class Lookup<T> {
  private final T found;
  private final Missing missing;

  /** The things that can be missing. */
  public enum Missing {
    ACCOUNT,
    VERSION,
    /** A month in which there was no account, or that is still to come. */
    MONTH,
    TRANSFER,
    HOLD
  }

  private Lookup(T found, Missing missing) {
    this.found = found;
    this.missing = missing;
  }

  public static <T> Lookup<T> found(T found) {
    return new Lookup<>(found, null);
  }

  public static <T> Lookup<T> missing(Missing missing) {
    return new Lookup<>(null, missing);
  }

  public <R> R either(Function<T, R> whenFound, Function<Missing, R> whenMissing) {
    return missing == null ? whenFound.apply(found) : whenMissing.apply(missing);
  }
}

package dev.passbook.bench.load;

/** A clock that moves when a test says so or when a caller waits. */
final class ScriptedTime implements Time {
  private long now;

  @Override
  public long now() {
    return now;
  }

  @Override
  public void await(long nanos) {
    now = Math.max(now, nanos);
  }

  void pass(long nanos) {
    now += nanos;
  }
}

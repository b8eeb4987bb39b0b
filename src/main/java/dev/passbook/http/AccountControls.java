package dev.passbook.http;

import dev.passbook.banking.BankingConfig;
import dev.passbook.http.problem.Problems;
import dev.passbook.http.problem.RefusedRequest;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Keeps operations closed while an older release may still serve, which could not read the events
 * that they write. An operator opens them once every instance can read these events.
 */
@ApplicationScoped
class AccountControls {
  private final boolean open;

  AccountControls(BankingConfig config) {
    this.open = config.accountControls();
  }

  /**
   * @throws RefusedRequest if the operations are closed
   */
  void require() {
    if (!open) {
      throw new RefusedRequest(Problems.notServed());
    }
  }
}

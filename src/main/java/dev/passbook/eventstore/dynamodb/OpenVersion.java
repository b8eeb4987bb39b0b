package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.StoreUnavailable;

/**
 * Reports that no row stands at the version for which a marker is pending. An earlier attempt of
 * the key may still write it, so the key's first response is not known yet.
 */
final class OpenVersion extends StoreUnavailable {
  private static final long serialVersionUID = 1;

  OpenVersion() {
    super("an earlier attempt with the key may still be applied", true, null);
  }
}

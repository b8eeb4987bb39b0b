package dev.passbook.account;

import java.util.UUID;

/**
 * What the withdrawing leg records about the payee, so that it describes the whole transfer.
 *
 * @param creditReverses the version of the payee's withdrawal that this transfer takes back, or
 *     null
 */
public record TransferLeg(String transferId, UUID to, long toVersion, Long creditReverses) {

  /** Creates the leg of a transfer that reverses nothing. */
  public TransferLeg(String transferId, UUID to, long toVersion) {
    this(transferId, to, toVersion, null);
  }
}

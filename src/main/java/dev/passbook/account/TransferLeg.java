package dev.passbook.account;

import java.util.UUID;

/** Where a transfer's money went: what the withdrawing leg must know to tell the whole transfer. */
public record TransferLeg(String transferId, UUID to, long toVersion) {}

package dev.passbook.account;

import java.util.UUID;

/** What the withdrawing leg records about the payee, so that it describes the whole transfer. */
public record TransferLeg(String transferId, UUID to, long toVersion) {}

package dev.passbook.moves.importing;

import java.util.List;

/**
 * An account as an earlier system describes it.
 *
 * @param id any text
 * @param owner null if the earlier system names none
 * @param currency the ISO 4217 code, or null for the import's default
 * @param entries in the order in which they happened
 */
public record OldAccount(String id, String owner, String currency, List<OldEntry> entries) {}

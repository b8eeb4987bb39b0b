package dev.passbook.moves.importing;

import dev.passbook.account.Holder;
import java.time.Instant;
import java.util.Locale;

/**
 * The settings of an import.
 *
 * @param source the earlier system's name; ids and command ids are derived from it
 * @param currency the ISO 4217 code for an account that names none
 * @param holder whose accounts they become, or null for no holder
 * @param now an entry after this moment is a fault
 * @param doubtful whether accounts whose earlier system contradicts itself are imported as their
 *     movements say
 */
public record ImportRules(
    String source, String currency, Holder holder, Instant now, boolean doubtful) {
  public ImportRules {
    currency = currency.toUpperCase(Locale.ROOT);
  }
}

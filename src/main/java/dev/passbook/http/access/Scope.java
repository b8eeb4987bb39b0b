package dev.passbook.http.access;

import java.util.Locale;

/** The scopes of tokens (RFC 6749, section 3.3). */
public enum Scope {
  ACCOUNTS_OPEN,
  ACCOUNTS_READ,
  ACCOUNTS_WRITE,
  ACCOUNTS_CREDIT,
  TRANSFERS_WRITE;

  /** Returns the name of the scope in tokens. */
  String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }
}

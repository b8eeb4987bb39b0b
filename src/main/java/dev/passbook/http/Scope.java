package dev.passbook.http;

import java.util.Locale;

/** What a token may allow its bearer to do (RFC 6749, section 3.3). */
enum Scope {
  ACCOUNTS_OPEN,
  ACCOUNTS_READ,
  ACCOUNTS_WRITE,
  ACCOUNTS_CREDIT,
  TRANSFERS_WRITE;

  /** The name that tokens have it by. */
  String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', ':');
  }
}

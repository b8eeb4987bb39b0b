package dev.passbook.account;

/**
 * The identity that an account belongs to, independent of the owner's display name. Only an
 * operator can change it.
 *
 * @param tenant the organisation in which the subject is unique; empty if an account was given to
 *     the subject while the service required no tokens
 * @param subject the identity provider's name for the holder
 */
public record Holder(String tenant, String subject) {
  /** In UTF-16 code units. A longer tenant and subject may not fit into an index key. */
  private static final int LONGEST_NAME = 255;

  /** Returns whether the holder belongs to an organisation, so that tokens can name it. */
  public boolean hasTenant() {
    return !tenant.isEmpty();
  }

  /** Returns whether the text is a valid tenant or subject. Null is not. */
  public static boolean isName(String name) {
    return name != null
        && !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.codePoints().noneMatch(Holder::isNoCharacter);
  }

  /**
   * Returns whether the code point is a control character, or an unpaired surrogate, which UTF-8
   * can't encode.
   */
  private static boolean isNoCharacter(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}

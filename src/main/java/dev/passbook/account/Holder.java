package dev.passbook.account;

/**
 * Whose an account is: one of those whom an identity provider knows. It never changes, and is none
 * of the names that an account's owner is shown by.
 *
 * @param tenant the organisation within which subjects are told apart
 * @param subject the identity provider's name for the holder
 */
public record Holder(String tenant, String subject) {
  /** In UTF-16's units; an index has no room for two much longer ones. */
  private static final int LONGEST_NAME = 255;

  /** Whether a tenant or subject may be called so; null is no name. */
  public static boolean isName(String name) {
    return name != null
        && !name.isBlank()
        && name.length() <= LONGEST_NAME
        && name.codePoints().noneMatch(Holder::isNoCharacter);
  }

  /** Half of a surrogate pair can't be written as UTF-8. */
  private static boolean isNoCharacter(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}

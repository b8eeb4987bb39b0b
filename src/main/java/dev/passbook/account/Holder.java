package dev.passbook.account;

/**
 * Whose an account is: one of those whom an identity provider knows. It never changes, and is none
 * of the names that an account's owner is shown by.
 *
 * @param tenant the organisation within which subjects are told apart
 * @param subject the identity provider's name for the holder
 */
public record Holder(String tenant, String subject) {}

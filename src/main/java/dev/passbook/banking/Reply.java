package dev.passbook.banking;

/**
 * The answer to one request.
 *
 * @param replayed whether it is the answer that an earlier request with the same key was given
 */
public record Reply(Answer answer, boolean replayed) {}

package dev.passbook.decider;

/**
 * The result of one request.
 *
 * @param replayed whether the response is that of an earlier request with the same key
 */
public record CommandResult(CommandResponse response, boolean replayed) {}

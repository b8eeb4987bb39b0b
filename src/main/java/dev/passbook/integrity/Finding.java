package dev.passbook.integrity;

/**
 * Something in a history that is not as it should be.
 *
 * @param version where it shows
 * @param text for an operator; it never quotes stored data
 */
record Finding(long version, String text) {}

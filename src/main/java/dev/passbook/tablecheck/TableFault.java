package dev.passbook.tablecheck;

/**
 * Something that is wrong with a table.
 *
 * @param part the part of the table, such as {@code stream}
 * @param fault what is wrong, and what it leads to
 * @param fix what to do, with the command if there is one
 */
public record TableFault(String part, String fault, String fix) {}

package dev.passbook.statements;

import dev.passbook.account.Money;
import dev.passbook.banking.VersionRange;
import dev.passbook.eventstore.StreamId;

/**
 * An account's month without its lines, which are read page by page.
 *
 * @param versions the versions that were recorded in the month, as far as there were any when the
 *     statement was asked for
 * @param opening the balance before the first of these versions
 * @param closing the balance after the last of them
 * @param isFinal whether no event can be recorded in the month any more
 */
record Statement(
    StreamId stream,
    CalendarMonth month,
    VersionRange versions,
    Money opening,
    Money closing,
    boolean isFinal) {}

/**
 * Brings the histories of an earlier system in, and hands histories out. Only the operators'
 * program has this room. It writes through the event store and decides with the account's own
 * rules, so that an imported history is one that the service could have recorded itself.
 */
package dev.passbook.moves;

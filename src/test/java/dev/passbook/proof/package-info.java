/**
 * The proof that money is never lost and never doubled: the packaged service is run as its users
 * run it, with a faulty network between it and its database, and everything it answered is held
 * against what the table says in the end. Nothing in here knows a class of the service; it depends
 * on the HTTP contract and on the rows alone, so that it can't share a mistake with them.
 */
package dev.passbook.proof;

/**
 * Proves that money is never lost or doubled. The packaged service runs as its users run it, with a
 * faulty network between it and its database, and every response is checked against the final
 * table. The proof uses no class of the service; it depends only on the HTTP contract and the rows,
 * so that it can't share a mistake with the service.
 */
package dev.passbook.proof;

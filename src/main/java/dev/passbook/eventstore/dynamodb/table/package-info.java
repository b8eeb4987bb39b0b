/** Says what the table looks like: its attributes, its keys and indexes, and its settings. */
package dev.passbook.eventstore.dynamodb.table;

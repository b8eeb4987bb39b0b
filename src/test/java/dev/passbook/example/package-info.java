/** An aggregate that is no account, as an example of what the store and the decider need. */
package dev.passbook.example;

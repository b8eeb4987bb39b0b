/**
 * The relay as a program of its own, built by {@code -Prelay}: a Lambda function that the table's
 * stream calls, a process that polls it, and the commands of an operator. No logic but what puts
 * {@code streaming} to work.
 */
package dev.passbook.streaming.relay;

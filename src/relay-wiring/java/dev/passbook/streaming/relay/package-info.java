/**
 * Runs the relay as a program of its own, built by {@code -Prelay}: a process that polls the
 * table's stream, with the operators' commands, or with {@code -Dfunction} the Lambda function that
 * the stream calls. It holds no logic and only wires {@code streaming} together.
 */
package dev.passbook.streaming.relay;

/**
 * Runs the relay as a program of its own, built by {@code -Prelay}: a Lambda function for the
 * table's stream, a process that polls the stream, and commands for operators. It holds no logic
 * and only wires {@code streaming} together.
 */
package dev.passbook.streaming.relay;

/**
 * Turns an earlier system's accounts into streams. {@code Conversion} holds the rules and knows
 * neither files nor tables; {@code AccountImport} writes what it returns.
 */
package dev.passbook.moves.importing;

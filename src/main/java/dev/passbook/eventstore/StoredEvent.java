package dev.passbook.eventstore;

import java.util.Map;

/**
 * An event as it is kept: a stored name and members of its own.
 *
 * @param type a literal that outlives the code; never a class name
 * @param members values are {@code String}, {@code BigDecimal} or {@code Long} where they are
 *     written, {@code String} or {@code BigDecimal} where they are read; no null
 */
public record StoredEvent(String type, Map<String, Object> members) {}

package dev.passbook.eventstore;

import java.util.Map;

/**
 * An event as it is stored.
 *
 * @param type a literal that outlives the code; never a class name
 * @param members the values are {@code String}, {@code Boolean}, {@code byte[]}, {@code BigDecimal}
 *     or {@code Long}, which is a {@code BigDecimal} when read, and never null
 */
public record StoredEvent(String type, Map<String, Object> members) {}

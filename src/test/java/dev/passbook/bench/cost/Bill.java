package dev.passbook.bench.cost;

/** The total cost of several requests. */
public record Bill(long calls, Units units) {}

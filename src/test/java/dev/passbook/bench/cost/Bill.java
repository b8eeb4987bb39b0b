package dev.passbook.bench.cost;

/** What a number of requests came to. */
public record Bill(long calls, Units units) {}

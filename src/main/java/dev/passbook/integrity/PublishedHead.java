package dev.passbook.integrity;

import dev.passbook.eventstore.Chain;

/**
 * What a copy of the domain events says about the newest events of an account.
 *
 * @param timeline the highest one; a restore of the table begins another one, in which versions are
 *     given out again
 * @param version the highest version in that timeline; 0 if a restore has taken the account away
 * @param chainedVersion the highest version in that timeline that has a chain; 0 if none has
 * @param chain the chain at that version, or null
 */
record PublishedHead(long timeline, long version, long chainedVersion, Chain chain) {

  /**
   * Combines two heads. The higher timeline wins, because a restore may have cut off what a lower
   * one has.
   *
   * @param other of the same account
   */
  PublishedHead or(PublishedHead other) {
    if (timeline != other.timeline) {
      return timeline > other.timeline ? this : other;
    }
    var chained = chainedVersion >= other.chainedVersion ? this : other;
    return new PublishedHead(
        timeline, Math.max(version, other.version), chained.chainedVersion, chained.chain);
  }
}

package dev.passbook.bench;

import dev.passbook.bench.report.Machine;

/** Writes the documentation page of a complete run. */
final class MeasurementsPage {
  private MeasurementsPage() {}

  static String of(Findings findings) {
    var tables = new Tables(findings);
    return """
    # Measurements

    [The benchmark](testing.md#the-benchmark) measures the packaged service and, in the same rounds, the bare SDK, which
    makes the same calls to the same DynamoDB Local. All of them share the cores of one machine, so the ratio counts. The
    benchmark writes this page to `target/bench/measurements.md`.

    %s; medians of %d rounds.

    ## Against the targets

    %s
    ## One request at a time

    %s
    ## What DynamoDB charges

    The benchmark counts this on the wire, by AWS's rules.

    %s
    ## As histories grow

    A request costs the same, whatever the length of the history. Only the state at a moment in time is a search, of a few
    reads:

    ![p50 by the length of the history](%s)

    ## A hot account

    %s\
    """
        .formatted(
            Machine.describe(),
            findings.plan.rounds(),
            Targets.of(findings),
            tables.latencies(Operations.ALONE),
            tables.costs(),
            Drawings.EVENTS,
            tables.batches());
  }
}

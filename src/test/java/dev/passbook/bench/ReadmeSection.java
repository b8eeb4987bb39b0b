package dev.passbook.bench;

import dev.passbook.bench.report.Machine;

/** What the README shows of a whole run, ready to be put there. */
final class ReadmeSection {
  private ReadmeSection() {}

  static String of(Findings findings) {
    var tables = new Tables(findings);
    return """
    ## Measured

    `./mvnw verify -Pbench` measures the packaged service and, in the same rounds, the bare SDK making the same
    calls to the same DynamoDB Local: what counts is the ratio, since all of them share the machine's cores.
    %s; medians of %d rounds.

    %s
    One request at a time:

    %s
    What DynamoDB charges a request, counted on the wire by AWS's rules:

    %s
    What is asked costs the same whatever the length of the history; the state at a moment in time is searched for, in a few reads:

    ![p50 by the length of the history](src/docs/%s)

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

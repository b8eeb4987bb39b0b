package dev.passbook.lambda;

import io.micrometer.core.instrument.Meter;

/** The CloudWatch metrics, each with the meter that counts it. */
enum AlarmMetric {
  RACES_LOST("RacesLost", "passbook.commits", "outcome", "race_lost"),
  WRITES_RECOGNISED("WritesRecognised", "passbook.commits", "outcome", "recognised"),
  OUTCOMES_UNKNOWN("OutcomesUnknown", "passbook.commits", "outcome", "unknown"),
  INTERNAL_ERRORS("InternalErrors", "http.server.request.duration", "error.type", "internal-error"),
  SNAPSHOT_FALLBACKS("SnapshotFallbacks", "passbook.snapshot.fallbacks", null, null),
  RETRIES("Retries", "passbook.dynamodb.retries", null, null);

  private final String metric;
  private final String meter;
  private final String tag;
  private final String value;

  AlarmMetric(String metric, String meter, String tag, String value) {
    this.metric = metric;
    this.meter = meter;
    this.tag = tag;
    this.value = value;
  }

  String metric() {
    return metric;
  }

  boolean counts(Meter.Id id) {
    return id.getName().equals(meter) && (tag == null || value.equals(id.getTag(tag)));
  }
}

package dev.passbook.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Prints the metrics for alarms in CloudWatch's embedded metric format, since a function can't be
 * scraped. A request prints only the counts that grew, so nearly all requests print nothing and
 * cost nothing in the log.
 */
@ApplicationScoped
class EmbeddedMetrics {
  static final String NAMESPACE = "Passbook";

  /** Runs before the filter that counts requests, so that its end handler runs after that one's. */
  private static final int BEFORE_ALL_METERS = 9_000;

  private static final JsonFactory JSON = new JsonFactory();
  private static final String DIMENSION = "FunctionName";

  private final Clock clock;
  private final String function;
  private final Map<AlarmMetric, Growth> growths = new EnumMap<>(AlarmMetric.class);

  EmbeddedMetrics(
      MeterRegistry registry,
      Clock clock,
      @ConfigProperty(name = "AWS_LAMBDA_FUNCTION_NAME", defaultValue = "passbook")
          String function) {
    this.clock = clock;
    this.function = function;
    for (var figure : AlarmMetric.values()) {
      growths.put(figure, new Growth());
    }
    registry.getMeters().forEach(this::take);
    registry.config().onMeterAdded(this::take);
  }

  void register(@Observes Filters filters) {
    filters.register(this::follow, BEFORE_ALL_METERS);
  }

  private void follow(RoutingContext context) {
    context.addEndHandler(ended -> print());
    context.next();
  }

  private void take(Meter meter) {
    growths.forEach(
        (figure, growth) -> {
          if (figure.counts(meter.getId())) {
            growth.add(meter);
          }
        });
  }

  private synchronized void print() {
    var grown = new EnumMap<AlarmMetric, Double>(AlarmMetric.class);
    growths.forEach(
        (figure, growth) -> {
          var by = growth.sinceLast();
          if (by > 0) {
            grown.put(figure, by);
          }
        });
    if (!grown.isEmpty()) {
      // A logger would add text around the line, and CloudWatch would not recognise it.
      System.out.println(line(grown));
    }
  }

  private String line(Map<AlarmMetric, Double> grown) {
    var text = new StringWriter();
    try (var json = JSON.createGenerator(text)) {
      json.writeStartObject();
      writeDirective(json, grown);
      json.writeStringField(DIMENSION, function);
      for (var figure : grown.entrySet()) {
        json.writeNumberField(figure.getKey().metric(), figure.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes every character", e);
    }
    return text.toString();
  }

  private void writeDirective(JsonGenerator json, Map<AlarmMetric, Double> grown)
      throws IOException {
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", clock.millis());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeStartArray();
    json.writeString(DIMENSION);
    json.writeEndArray();
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (var figure : grown.keySet()) {
      json.writeStartObject();
      json.writeStringField("Name", figure.metric());
      json.writeStringField("Unit", "Count");
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Tracks how much meters have counted since the last call. */
  private static final class Growth {
    private final List<Meter> meters = new CopyOnWriteArrayList<>();
    private double last;

    void add(Meter meter) {
      meters.add(meter);
    }

    double sinceLast() {
      var now = meters.stream().mapToDouble(Growth::count).sum();
      var grown = now - last;
      last = now;
      return grown;
    }

    private static double count(Meter meter) {
      if (meter instanceof Timer timer) {
        return timer.count();
      }
      return meter instanceof Counter counter ? counter.count() : 0;
    }
  }
}

package dev.passbook.streaming;

import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.account.Account;
import dev.passbook.account.AccountEvent;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.EventStore;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.Tallies;
import dev.passbook.eventstore.TraceParent;
import dev.passbook.eventstore.dynamodb.TableFacts;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Follows one withdrawal by its spans from the HTTP request to the Kinesis stream. */
@QuarkusTest
@TestProfile(Traced.class)
class FromHttpToKinesisTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String CLIENTS_SPAN = "00f067aa0ba902b7";
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject InMemorySpanExporter spans;
  @Inject EventStore<Account, AccountEvent> store;
  @Inject DynamoDbAsyncClient client;
  @Inject StoreConfig config;
  @Inject Tracer tracer;

  private String id;

  @BeforeEach
  void anAccount() {
    id = given().noContentType().post("/accounts").path("id");
    var trace = UUID.randomUUID().toString().replace("-", "");
    assertEquals(201, post("/credits", 5, trace, "01"));
    // Spans are exported in the order in which they end, mixed with those of earlier tests.
    await()
        .atMost(SOON)
        .until(() -> servers("/accounts/{id}/credits").stream().anyMatch(of(trace)));
    spans.reset();
  }

  private static Predicate<SpanData> of(String trace) {
    return span -> span.getTraceId().equals(trace);
  }

  private int post(String path, int amount, String trace, String flags) {
    Response answer =
        given()
            .header("traceparent", "00-" + trace + "-" + CLIENTS_SPAN + "-" + flags)
            .contentType("application/json")
            .body("{\"amount\":" + amount + "}")
            .post("/accounts/" + id + path);
    return answer.statusCode();
  }

  private List<SpanData> named(String name) {
    return spans.getFinishedSpanItems().stream().filter(s -> s.getName().equals(name)).toList();
  }

  private List<SpanData> servers(String route) {
    return named("POST " + route);
  }

  private SpanData only(String name) {
    await().atMost(SOON).until(() -> !named(name).isEmpty());
    assertEquals(1, named(name).size());
    return named(name).get(0);
  }

  private static String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  @Test
  void aWithdrawalIsFollowedFromHttpToKinesis() {
    assertEquals(201, post("/withdrawals", 2, TRACE, "01"));

    SpanData request = only("POST /accounts/{id}/withdrawals");
    assertEquals(TRACE, request.getTraceId());
    assertEquals(CLIENTS_SPAN, request.getParentSpanId());
    assertEquals(SpanKind.SERVER, request.getKind());
    assertEquals("POST", text(request, "http.request.method"));
    assertEquals("/accounts/{id}/withdrawals", text(request, "http.route"));
    assertEquals("/accounts/" + id + "/withdrawals", text(request, "url.path"));
    assertEquals(
        201, request.getAttributes().get(AttributeKey.longKey("http.response.status_code")));
    assertEquals(StatusCode.UNSET, request.getStatus().getStatusCode());

    SpanData put = only("PutItem Passbook");
    assertEquals(TRACE, put.getTraceId());
    assertEquals(request.getSpanId(), put.getParentSpanId());
    assertEquals(SpanKind.CLIENT, put.getKind());
    assertEquals("aws.dynamodb", text(put, "db.system.name"));
    assertEquals("PutItem", text(put, "db.operation.name"));
    assertEquals(
        List.of("Passbook"),
        put.getAttributes().get(AttributeKey.stringArrayKey("aws.dynamodb.table_names")));
    assertEquals(
        List.of("{\"TableName\":\"Passbook\",\"CapacityUnits\":1.0}"),
        put.getAttributes().get(AttributeKey.stringArrayKey("aws.dynamodb.consumed_capacity")));

    StreamId account = StreamId.of("account", id);
    String kept = Tallies.get(store.readForward(account, 2, 1, deadline())).get(0).traceParent();
    assertEquals(TraceParent.of(request.getSpanContext()), kept);

    Tallies.get(relay().catchUp(account, deadline()));
    await().atMost(SOON).until(() -> isLinkedTo(request));
    named("send events").forEach(send -> assertEquals(SpanKind.PRODUCER, send.getKind()));
  }

  /** The service collects no span of its own here, so the event keeps the client's. */
  @Test
  void anUnsampledRequestKeepsTheClientsTrace() {
    assertEquals(201, post("/withdrawals", 2, TRACE, "00"));

    StreamId account = StreamId.of("account", id);
    String kept = Tallies.get(store.readForward(account, 2, 1, deadline())).get(0).traceParent();
    assertEquals("00-" + TRACE + "-" + CLIENTS_SPAN + "-00", kept);
  }

  @Test
  void requestsOnOneConnectionHaveSeparateSpans() throws Exception {
    HttpClient oneConnection = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (String flags : List.of("01", "00")) {
      HttpRequest credit =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://localhost:" + RestAssured.port + "/accounts/" + id + "/credits"))
              .header("traceparent", "00-" + TRACE + "-" + CLIENTS_SPAN + "-" + flags)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":1}"))
              .build();
      assertEquals(
          201, oneConnection.send(credit, HttpResponse.BodyHandlers.discarding()).statusCode());
    }

    only("POST /accounts/{id}/credits");
    only("PutItem Passbook");
    StreamId account = StreamId.of("account", id);
    String kept = Tallies.get(store.readForward(account, 3, 1, deadline())).get(0).traceParent();
    assertEquals("00-" + TRACE + "-" + CLIENTS_SPAN + "-00", kept);
  }

  private boolean isLinkedTo(SpanData request) {
    return named("send events").stream()
        .flatMap(send -> send.getLinks().stream())
        .anyMatch(link -> link.getSpanContext().getSpanId().equals(request.getSpanId()));
  }

  private Relay relay() {
    return new Relay(
        store,
        new Cursors(client, config),
        new Timelines(new TableFacts(client, config)),
        new KinesisPublisher(new InMemoryKinesis(), "events"),
        new RelayMetrics(new SimpleMeterRegistry(), Clock.systemUTC()),
        new RelayTraces(tracer, "events"),
        Clock.systemUTC());
  }

  private static Deadline deadline() {
    return Deadline.in(SOON);
  }

  /** One call writes for several requests; each of their traces leads to it. */
  @Test
  void aGroupCommitIsAChildOfOneRequestAndLinkedToTheOthers() {
    List<String> traces =
        IntStream.range(0, 20)
            .mapToObj(i -> UUID.randomUUID().toString().replace("-", ""))
            .toList();
    var clients = Executors.newFixedThreadPool(10);
    try {
      traces.stream()
          .map(
              trace ->
                  CompletableFuture.supplyAsync(() -> post("/credits", 1, trace, "01"), clients))
          .toList()
          .forEach(status -> assertEquals(201, status.join()));
    } finally {
      clients.shutdown();
    }
    await().atMost(SOON).until(() -> servers("/accounts/{id}/credits").size() == 20);

    List<SpanData> puts = named("PutItem Passbook");
    assertTrue(puts.size() <= 20);
    Set<String> servers =
        servers("/accounts/{id}/credits").stream().map(SpanData::getSpanId).collect(toSet());
    for (SpanData put : puts) {
      assertTrue(servers.contains(put.getParentSpanId()));
    }
    assertEquals(
        Set.copyOf(traces),
        puts.stream()
            .flatMap(
                put ->
                    Stream.concat(
                        Stream.of(put.getTraceId()),
                        put.getLinks().stream().map(link -> link.getSpanContext().getTraceId())))
            .collect(toSet()));
  }

  @Test
  void anUnsampledRequestLeavesNoSpanButKeepsItsTrace() {
    assertEquals(201, post("/withdrawals", 1, TRACE, "00"));

    Tallies.get(relay().catchUp(StreamId.of("account", id), deadline()));

    String kept =
        Tallies.get(store.readForward(StreamId.of("account", id), 2, 1, deadline()))
            .get(0)
            .traceParent();
    assertTrue(kept.startsWith("00-" + TRACE + "-") && kept.endsWith("-00"), kept);
    assertEquals(201, post("/withdrawals", 1, "e" + TRACE.substring(1), "01"));
    only("POST /accounts/{id}/withdrawals");
    assertFalse(spans.getFinishedSpanItems().stream().anyMatch(of(TRACE)));
  }

  /** Another writer's row has the next version. */
  @Test
  void aFailedConditionIsAFailedSpanWithoutData() {
    Map<String, AttributeValue> row =
        Map.of(
            "StreamId",
            AttributeValue.fromS("account-" + id),
            "Version",
            AttributeValue.fromN("3"));
    client.putItem(put -> put.tableName(config.table().name()).item(row)).join();

    assertEquals(500, post("/credits", 1, TRACE, "01"));

    SpanData request = only("POST /accounts/{id}/credits");
    assertEquals(StatusCode.ERROR, request.getStatus().getStatusCode());
    assertEquals("internal-error", text(request, "error.type"));

    // On a busy machine the first attempt may time out.
    SpanData refused =
        spans.getFinishedSpanItems().stream()
            .filter(span -> span.getName().equals("PutItem Passbook"))
            .reduce((earlier, later) -> later)
            .orElseThrow();
    assertEquals(StatusCode.ERROR, refused.getStatus().getStatusCode());
    assertEquals("", refused.getStatus().getDescription());
    assertEquals("refused", text(refused, "error.type"));
    assertEquals(List.of(), refused.getEvents());
  }
}

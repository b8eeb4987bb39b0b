package dev.passbook.proof.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.proof.processes.DatabaseProcess;
import dev.passbook.proof.processes.Eventually;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Checks that each fault does what its name says to a real client and a real database. */
class FaultProxyTest {
  private static final String TABLE = "Faults";
  private static final Predicate<Call> WRITES = Call::isWrite;
  private static final Duration BOUND = Duration.ofSeconds(30);

  /** The test ends the pause itself. */
  private static final Duration HELD = Duration.ofMinutes(10);

  private static DatabaseProcess database;
  private static FaultProxy proxy;
  private static DynamoDbAsyncClient direct;
  private static DynamoDbAsyncClient client;

  @BeforeAll
  static void start() {
    database = DatabaseProcess.start();
    proxy = FaultProxy.before(database.endpoint());
    direct = client(database.endpoint());
    client = client(proxy.endpoint());
    direct
        .createTable(
            table ->
                table
                    .tableName(TABLE)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(key("StreamId", KeyType.HASH), key("Version", KeyType.RANGE))
                    .attributeDefinitions(
                        attribute("StreamId", ScalarAttributeType.S),
                        attribute("Version", ScalarAttributeType.N)))
        .join();
  }

  @AfterAll
  static void stop() {
    client.close();
    direct.close();
    proxy.close();
    database.close();
  }

  @Test
  void callsPassAndAreCounted() {
    int before = proxy.calls("PutItem");
    proxy.heal();
    put(1);
    assertTrue(isThere(1));
    assertEquals(before + 1, proxy.calls("PutItem"));
  }

  @Test
  void aLostResponseKeepsTheWrite() {
    proxy.inject(Script.next(1, WRITES, Fault.ANSWER_LOST));
    assertInstanceOf(SdkClientException.class, failureOfPut(2));
    assertTrue(isThere(2));
  }

  @Test
  void aLostRequestWritesNothing() {
    proxy.inject(Script.next(1, WRITES, Fault.REQUEST_LOST));
    assertInstanceOf(SdkClientException.class, failureOfPut(3));
    assertFalse(isThere(3));
  }

  @Test
  void aCutResponseKeepsTheWrite() {
    proxy.inject(Script.next(1, WRITES, Fault.ANSWER_CUT));
    assertInstanceOf(SdkClientException.class, failureOfPut(4));
    assertTrue(isThere(4));
  }

  @Test
  void aDelayedRequestArrivesAfterTheClientGaveUp() {
    proxy.inject(Script.next(1, WRITES, Fault.REQUEST_DELAYED, HELD));
    var put = underWay(5);
    assertTrue(put.cancel(true), "the client gave up");
    assertFalse(isThere(5));
    proxy.awaitIdle();
    assertTrue(isThere(5));
  }

  @Test
  void aStalledResponseKeepsTheWrite() {
    proxy.inject(Script.next(1, WRITES, Fault.ANSWER_STALLED, HELD));
    var put = underWay(6);
    Eventually.holds("the write is applied", BOUND, () -> isThere(6));
    assertFalse(put.isDone(), "nobody answers");
    proxy.awaitIdle();
    assertInstanceOf(
        SdkClientException.class, assertThrows(CompletionException.class, put::join).getCause());
  }

  @Test
  void throttlingLooksLikeDynamoDbs() {
    proxy.inject(Script.next(1, WRITES, Fault.THROTTLED));
    assertInstanceOf(ProvisionedThroughputExceededException.class, failureOfPut(7));
    proxy.inject(Script.next(1, WRITES, Fault.THROTTLED_BY_THE_ACCOUNT));
    DynamoDbException throttled = assertInstanceOf(DynamoDbException.class, failureOfPut(7));
    assertEquals("ThrottlingException", throttled.awsErrorDetails().errorCode());
    assertTrue(throttled.isThrottlingException());
    assertFalse(isThere(7));
  }

  @Test
  void anInternalErrorSaysNothingAboutTheOutcome() {
    proxy.inject(Script.next(1, WRITES, Fault.FAILED_BEFORE));
    assertInstanceOf(InternalServerErrorException.class, failureOfPut(8));
    assertFalse(isThere(8));
    proxy.inject(Script.next(1, WRITES, Fault.FAILED_AFTER));
    assertInstanceOf(InternalServerErrorException.class, failureOfPut(8));
    assertTrue(isThere(8));
  }

  @Test
  void aConflictIsListedAmongTheReasons() {
    proxy.inject(Script.next(2, WRITES, Fault.CONFLICT));
    assertInstanceOf(TransactionConflictException.class, failureOfPut(9));
    TransactionCanceledException cancelled =
        assertInstanceOf(TransactionCanceledException.class, failureOfTransaction(9, 10));
    assertEquals("TransactionConflict", cancelled.cancellationReasons().get(0).code());
    assertEquals("None", cancelled.cancellationReasons().get(1).code());
    assertFalse(isThere(9));
  }

  @Test
  void aTransactionInProgressLooksLikeDynamoDbs() {
    proxy.inject(Script.next(1, WRITES, Fault.IN_PROGRESS));
    assertInstanceOf(TransactionInProgressException.class, failureOfTransaction(11, 12));
  }

  @Test
  void theProxyAcceptsConnectionsAgain() {
    proxy.heal();
    proxy.refuse();
    assertInstanceOf(SdkClientException.class, failureOfPut(13));
    proxy.accept();
    put(13);
    assertTrue(isThere(13));
  }

  /** Starts a put and waits until it has reached the proxy. */
  private static CompletableFuture<PutItemResponse> underWay(int version) {
    int before = proxy.calls("PutItem");
    var put = client.putItem(request -> request.tableName(TABLE).item(item(version)));
    Eventually.holds("it is at the proxy", BOUND, () -> proxy.calls("PutItem") > before);
    return put;
  }

  private static Throwable failureOfPut(int version) {
    return assertThrows(CompletionException.class, () -> put(version)).getCause();
  }

  private static Throwable failureOfTransaction(int one, int other) {
    return assertThrows(
            CompletionException.class,
            () ->
                client
                    .transactWriteItems(
                        request ->
                            request.transactItems(List.of(transactPut(one), transactPut(other))))
                    .join())
        .getCause();
  }

  private static TransactWriteItem transactPut(int version) {
    return TransactWriteItem.builder().put(put -> put.tableName(TABLE).item(item(version))).build();
  }

  private static void put(int version) {
    client.putItem(request -> request.tableName(TABLE).item(item(version))).join();
  }

  private static boolean isThere(int version) {
    return direct
        .getItem(request -> request.tableName(TABLE).consistentRead(true).key(item(version)))
        .join()
        .hasItem();
  }

  private static Map<String, AttributeValue> item(int version) {
    return Map.of(
        "StreamId", AttributeValue.fromS("account-1"),
        "Version", AttributeValue.fromN(Integer.toString(version)));
  }

  private static DynamoDbAsyncClient client(URI endpoint) {
    return DynamoDbAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .overrideConfiguration(
            settings -> settings.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }
}

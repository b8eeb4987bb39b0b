package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.Later;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A client in front of a real database that records what is sent and applies the scripted faults to
 * the requests in order. It fails any call that it doesn't support.
 */
public final class ScriptedClient implements DynamoDbAsyncClient {
  private final DynamoDbAsyncClient database;
  private final Queue<Fault> forWrites = new ConcurrentLinkedQueue<>();
  private final Queue<Fault> forReads = new ConcurrentLinkedQueue<>();
  private final Queue<Supplier<CompletableFuture<?>>> late = new ConcurrentLinkedQueue<>();
  private final Queue<DynamoDbRequest> sent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger itemsRead = new AtomicInteger();
  private final AtomicInteger unitsRead = new AtomicInteger();
  private final AtomicInteger pagesRead = new AtomicInteger();
  private final Queue<Map<String, AttributeValue>> rowsRead = new ConcurrentLinkedQueue<>();
  private volatile Fault everyOtherWrite = Fault.passes();
  private volatile Fault everyOtherRead = Fault.passes();

  public ScriptedClient(DynamoDbAsyncClient database) {
    this.database = database;
  }

  public ScriptedClient nextWrites(Fault... faults) {
    forWrites.addAll(List.of(faults));
    return this;
  }

  ScriptedClient nextReads(Fault... faults) {
    forReads.addAll(List.of(faults));
    return this;
  }

  /** Applies to every write that has no fault of its own. */
  public ScriptedClient everyWrite(Fault fault) {
    everyOtherWrite = fault;
    return this;
  }

  ScriptedClient everyRead(Fault fault) {
    everyOtherRead = fault;
    return this;
  }

  /** Returns the requests sent since the last call of this method. */
  public List<DynamoDbRequest> takeSent() {
    var taken = new ArrayList<DynamoDbRequest>();
    for (var request = sent.poll(); request != null; request = sent.poll()) {
      taken.add(request);
    }
    return taken;
  }

  public int takeItemsRead() {
    return itemsRead.getAndSet(0);
  }

  /** Returns the read units of all queries since the last call of this method. */
  public int takeUnitsRead() {
    return unitsRead.getAndSet(0);
  }

  /** Returns the number of completed queries. A slow machine may send some more than once. */
  public int takePagesRead() {
    return pagesRead.getAndSet(0);
  }

  /** Returns the first versions of the rows read since the last call of this method. */
  public List<Long> takeVersionsRead() {
    var versions = rowsRead.stream().map(row -> Long.valueOf(row.get("Version").n())).toList();
    rowsRead.clear();
    return versions;
  }

  /** Returns the number of delayed writes. */
  public int heldUp() {
    return late.size();
  }

  /** Lets the delayed writes arrive. */
  public void landLateOnes() {
    for (var write = late.poll(); write != null; write = late.poll()) {
      write.get().handle((done, refused) -> done).join();
    }
  }

  @Override
  public CompletableFuture<PutItemResponse> putItem(PutItemRequest put) {
    var swallowed = PutItemResponse.builder().build();
    return write(put, () -> database.putItem(put), swallowed);
  }

  @Override
  public CompletableFuture<TransactWriteItemsResponse> transactWriteItems(
      TransactWriteItemsRequest transaction) {
    var swallowed = TransactWriteItemsResponse.builder().build();
    return write(transaction, () -> database.transactWriteItems(transaction), swallowed);
  }

  @Override
  public CompletableFuture<UpdateItemResponse> updateItem(UpdateItemRequest update) {
    var swallowed = UpdateItemResponse.builder().build();
    return write(update, () -> database.updateItem(update), swallowed);
  }

  @Override
  public CompletableFuture<QueryResponse> query(QueryRequest query) {
    return read(query, () -> database.query(query)).whenComplete((page, failed) -> count(page));
  }

  private void count(QueryResponse page) {
    if (page != null) {
      pagesRead.incrementAndGet();
      itemsRead.addAndGet(page.count());
      unitsRead.addAndGet(ReadUnits.of(page.items()));
      rowsRead.addAll(page.items());
    }
  }

  @Override
  public CompletableFuture<GetItemResponse> getItem(GetItemRequest get) {
    return read(get, () -> database.getItem(get));
  }

  @Override
  public String serviceName() {
    return database.serviceName();
  }

  @Override
  public void close() {
    // All tests share the database's client.
  }

  private <T> CompletableFuture<T> write(
      DynamoDbRequest request, Supplier<CompletableFuture<T>> call, T swallowed) {
    sent.add(request);
    var fault = forWrites.poll();
    return befall(fault == null ? everyOtherWrite : fault, request, call, swallowed);
  }

  private <T> CompletableFuture<T> read(
      DynamoDbRequest request, Supplier<CompletableFuture<T>> call) {
    sent.add(request);
    var fault = forReads.poll();
    return befall(fault == null ? everyOtherRead : fault, request, call, null);
  }

  private <T> CompletableFuture<T> befall(
      Fault fault, DynamoDbRequest request, Supplier<CompletableFuture<T>> call, T swallowed) {
    return switch (fault.kind()) {
      case PASSES -> call.get();
      case COMES_AFTER_LATE_ONES -> afterLateOnes(call);
      case NEVER_ARRIVES -> CompletableFuture.failedFuture(fault.failure());
      case ANSWER_IS_LOST -> call.get().handle((answer, refused) -> lose(fault));
      case LANDS_LATER -> hold(fault, call);
      case IS_HELD -> whenLateOnesLand(call);
      case STALLS -> stall(fault, request);
      case IS_SWALLOWED -> CompletableFuture.completedFuture(swallowed);
    };
  }

  private <T> CompletableFuture<T> afterLateOnes(Supplier<CompletableFuture<T>> call) {
    landLateOnes();
    return call.get();
  }

  private <T> CompletableFuture<T> hold(Fault fault, Supplier<CompletableFuture<T>> call) {
    late.add(call::get);
    return CompletableFuture.failedFuture(fault.failure());
  }

  private <T> CompletableFuture<T> whenLateOnesLand(Supplier<CompletableFuture<T>> call) {
    var landing = new CompletableFuture<Void>();
    var answer = landing.thenCompose(lands -> call.get());
    late.add(
        () -> {
          landing.complete(null);
          return answer;
        });
    return answer;
  }

  private static <T> T lose(Fault fault) {
    throw new CompletionException(fault.failure());
  }

  /** The request's own timeout ends the call, as in the SDK. */
  private static <T> CompletableFuture<T> stall(Fault fault, DynamoDbRequest request) {
    var timeout =
        request.overrideConfiguration().orElseThrow().apiCallAttemptTimeout().orElseThrow();
    var answer = new CompletableFuture<T>();
    Later.run(timeout, () -> answer.completeExceptionally(fault.failure()));
    return answer;
  }
}

package dev.passbook.eventstore.dynamodb.calls;

import static dev.passbook.eventstore.dynamodb.table.Attributes.EVENTS;
import static dev.passbook.eventstore.dynamodb.table.Attributes.TRACE_PARENT;

import dev.passbook.eventstore.TraceParent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Creates a span for each call of a traced request, named as OpenTelemetry's database conventions
 * say. A write for several requests is a child of the first one and has links to the others.
 */
final class TracedCalls implements ExecutionInterceptor {
  private static final ExecutionAttribute<Span> SPAN =
      new ExecutionAttribute<>("dev.passbook.span");

  private static final AttributeKey<List<String>> TABLES =
      AttributeKey.stringArrayKey("aws.dynamodb.table_names");

  private static final AttributeKey<List<String>> CAPACITY =
      AttributeKey.stringArrayKey("aws.dynamodb.consumed_capacity");

  private final Tracer tracer;
  private final String table;

  TracedCalls(Tracer tracer, String table) {
    this.tracer = tracer;
    this.table = table;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution call, ExecutionAttributes attributes) {
    // A call outside of a request, such as the table monitor's, would be a trace each second.
    var request = Span.current();
    if (request.isRecording()) {
      var operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      attributes.putAttribute(SPAN, begin(operation, request, call.request()));
    }
  }

  private Span begin(String operation, Span caller, SdkRequest request) {
    var span =
        tracer
            .spanBuilder(operation + " " + table)
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute("rpc.system", "aws-api")
            .setAttribute("rpc.service", "DynamoDB")
            .setAttribute("rpc.method", operation)
            .setAttribute("db.system.name", "aws.dynamodb")
            .setAttribute("db.operation.name", operation)
            .setAttribute("db.collection.name", table)
            .setAttribute(TABLES, List.of(table));
    link(span, caller, request);
    return span.startSpan();
  }

  private static void link(SpanBuilder span, Span caller, SdkRequest request) {
    items(request)
        .map(item -> item.get(EVENTS))
        .filter(Objects::nonNull)
        .flatMap(events -> events.l().stream())
        .map(event -> event.m().get(TRACE_PARENT))
        .filter(Objects::nonNull)
        .map(AttributeValue::s)
        .distinct()
        .flatMap(parent -> TraceParent.read(parent).stream())
        .filter(SpanContext::isSampled)
        .filter(trace -> !trace.getSpanId().equals(caller.getSpanContext().getSpanId()))
        .forEach(span::addLink);
  }

  private static Stream<Map<String, AttributeValue>> items(SdkRequest request) {
    if (request instanceof PutItemRequest put) {
      return Stream.of(put.item());
    }
    return request instanceof TransactWriteItemsRequest transaction
        ? transaction.transactItems().stream()
            .map(TransactWriteItem::put)
            .filter(Objects::nonNull)
            .map(Put::item)
        : Stream.of();
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    var span = attributes.getAttribute(SPAN);
    if (span != null) {
      span.setAttribute(CAPACITY, List.of(capacity(CapacityUnits.reported(call.response()))));
      span.end();
    }
  }

  private String capacity(double units) {
    return "{\"TableName\":\"" + table + "\",\"CapacityUnits\":" + units + "}";
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution call, ExecutionAttributes attributes) {
    var span = attributes.getAttribute(SPAN);
    if (span != null) {
      // The message stays out, since the database may quote what it was sent.
      var meaning = CallFailure.of(call.exception()).meaning();
      span.setAttribute("error.type", meaning.name().toLowerCase(Locale.ROOT));
      span.setStatus(StatusCode.ERROR);
      span.end();
    }
  }
}

package dev.passbook.streaming.relay;

import dev.passbook.eventstore.FailureText;
import dev.passbook.eventstore.dynamodb.Endpoint;
import dev.passbook.eventstore.dynamodb.calls.CallFailure;
import dev.passbook.eventstore.dynamodb.table.StoreConfig;
import dev.passbook.streaming.KinesisUnavailable;
import io.quarkus.picocli.runtime.annotations.TopCommand;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Prints one line instead of a stack trace if DynamoDB or Kinesis can't be used. */
@ApplicationScoped
class CommandFailures {
  private final StoreConfig config;
  private final DynamoDbAsyncClient client;

  CommandFailures(StoreConfig config, DynamoDbAsyncClient client) {
    this.config = config;
    this.client = client;
  }

  @Produces
  CommandLine commandLine(@TopCommand RelayCommand command, CommandLine.IFactory factory) {
    return new CommandLine(command, factory).setExecutionExceptionHandler(this::handle);
  }

  private int handle(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    var line = causes(failure).map(this::line).flatMap(Optional::stream).findFirst();
    if (line.isEmpty()) {
      throw failure;
    }
    command.getErr().println(line.get());
    command.getErr().flush();
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private Optional<String> line(Throwable failure) {
    if (failure instanceof CallFailure call) {
      return Optional.of(ofTheTable(call.reason()));
    }
    if (failure instanceof SdkException) {
      return Optional.of(ofTheTable(CallFailure.of(failure).reason()));
    }
    if (failure instanceof TimeoutException) {
      return Optional.of(ofTheTable("DynamoDB does not answer"));
    }
    return failure instanceof KinesisUnavailable
        ? Optional.of(FailureText.of(failure) + ".")
        : Optional.empty();
  }

  private String ofTheTable(String reason) {
    return "Table %s %s can't be used: %s."
        .formatted(config.table().name(), Endpoint.of(client), reason);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }
}

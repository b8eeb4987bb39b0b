package dev.passbook.http.contract;

import static dev.passbook.http.contract.AccountRowsTest.page;
import static dev.passbook.http.contract.AccountRowsTest.rowsOf;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.NamedTable;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.Cursor;
import dev.passbook.streaming.Cursor.Parked;
import dev.passbook.streaming.Cursors;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Reads beside an account's rows how far the relay has published the account. */
@QuarkusTest
class PublicationTest extends PassbookOverHttp {
  private static final String AWS_REASON = "Kinesis refuses it: Rate exceeded for arn:aws:kinesis";

  private static Deadline deadline() {
    return Deadline.in(Duration.ofSeconds(15));
  }

  @Test
  void withoutARelayNothingIsSaidOfPublication() {
    assertThat(page(rowsOf(open())).get("publication").isNull(), equalTo(true));
  }

  @Test
  void thePublicationIsWhatTheRelaysCursorSays() {
    String id = openWith("10");
    StreamId stream = new StreamId("account-" + id);
    Cursors cursors = new Cursors(DynamoDbLocalResource.client(), new NamedTable("Passbook"));
    Instant since = Instant.parse("2026-01-31T12:00:00Z");

    cursors
        .park(Cursor.start(stream), new Parked(1, AWS_REASON, since), deadline())
        .await()
        .indefinitely();
    JsonNode parked = page(rowsOf(id)).get("publication");
    cursors.move(Cursor.start(stream), 1, "49", deadline()).await().indefinitely();
    JsonNode moved = page(rowsOf(id)).get("publication");

    assertThat(
        parked,
        equalTo(
            Json.parse(
                "{\"publishedVersion\":0,\"unpublished\":2,\"parked\":{\"version\":1,"
                    + "\"reason\":\"Kinesis refuses it\",\"since\":\"2026-01-31T12:00:00.000Z\"}}")));
    assertThat(
        moved, equalTo(Json.parse("{\"publishedVersion\":1,\"unpublished\":1,\"parked\":null}")));
  }
}

package dev.passbook.streaming;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.streaming.StreamedTable.id;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.streaming.RelayProcess.Ended;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Checks the operators' commands of the packaged relay. */
class OperatorCommandsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final URI DATABASE = DynamoDbLocalResource.endpoint();

  private final StreamedTable table = StreamedTable.started();
  private final Relay relay =
      table.relay(new Mishaps(new InMemoryKinesis()), "events", new SimpleMeterRegistry());

  private Ended run(String... arguments) throws Exception {
    return RelayProcess.run(table.name(), DATABASE, Map.of(), arguments);
  }

  private JsonNode json(int exitCode, String... arguments) throws Exception {
    var ended = run(arguments);
    assertEquals(exitCode, ended.exitCode(), ended::messages);
    assertEquals(1, ended.result().lines().count(), ended::result);
    return JSON.readTree(ended.result());
  }

  private void publish(StreamId... accounts) {
    get(relay.catchUp(List.of(accounts), Deadline.in(Duration.ofSeconds(20))));
  }

  @Test
  void everythingIsFineWhereAllIsPublished() throws Exception {
    var account = table.accountWith(3);
    publish(account);

    var status = run("status");
    assertEquals(0, status.exitCode(), status::messages);
    assertThat(status.result(), containsString("parked accounts  none"));
    var parked = run("parked");
    assertEquals(0, parked.exitCode(), parked::messages);
    assertEquals("No account is parked.", parked.result().strip());
    var one = json(0, "status", "--account", id(account), "--json");
    assertEquals(3, one.path("published").asInt());
    assertEquals(0, one.path("unpublishedEvents").asInt());
  }

  @Test
  void aParkedAccountIsNamedWithItsReasonUntilItsRowIsMended() throws Exception {
    var poisoned = table.accountWith(4);
    publish(poisoned, table.accountWith(2));
    table.add(poisoned, 2);
    table.poison(poisoned, 5);
    publish(poisoned);

    var listed = json(3, "parked", "--json").path("parked");
    assertEquals(1, listed.size());
    assertEquals(id(poisoned), listed.at("/0/account").asText());
    assertEquals(5, listed.at("/0/version").asInt());
    assertThat(listed.at("/0/reason").asText(), containsString("BalanceMultiplied"));

    var text = run("parked");
    assertEquals(3, text.exitCode());
    assertThat(text.result(), containsString("catch-up --account " + id(poisoned)));

    var all = json(3, "status", "--all", "--json");
    assertEquals(2, all.at("/compared/accounts").asInt());
    assertEquals(1, all.at("/compared/behind").asInt());
    assertEquals(2, all.at("/compared/unpublishedEvents").asInt());
    assertEquals(id(poisoned), all.at("/compared/troubled/0/account").asText());

    var catchUp = run("catch-up", "--account", id(poisoned));
    assertEquals(3, catchUp.exitCode());
    assertThat(catchUp.messages(), containsString("still parked at version 5"));
    table.mend(poisoned, 5);
    publish(poisoned);
    assertEquals(0, run("parked").exitCode());
  }

  @Test
  void aDamagedCursorIsNamed() throws Exception {
    var account = table.accountWith(2);
    publish(account);
    table.change("cursor-" + account, 0, "REMOVE Passed", Map.of());

    var status = json(3, "status", "--account", id(account), "--json");

    assertThat(status.path("unreadable").asText(), containsString("cursor-" + account));
  }

  @Test
  void theTableCommandNamesWhatIsMissingWithItsFix() throws Exception {
    var faults = json(3, "table", "--json").path("faults");
    assertThat(faults.findValuesAsText("part"), hasItem("expiry"));
    assertThat(faults.findValuesAsText("part"), hasItem("deletion protection"));
    assertThat(
        faults.findValuesAsText("part"),
        allOf(not(hasItem("index")), not(hasItem("stream")), not(hasItem("key schema"))));

    table.switchStream(false);
    var off = run("table");
    assertEquals(3, off.exitCode());
    assertThat(off.result(), containsString("stream: it is off, so the relay publishes nothing."));
    assertThat(off.result(), containsString("--stream-specification StreamEnabled=true"));
    assertEquals(3, run("status").exitCode());
  }

  @Test
  void aTableOutOfReachIsOneLineInOurWords() throws Exception {
    for (var command : List.of("status", "table")) {
      var ended =
          RelayProcess.run(
              table.name(), URI.create("http://localhost:1"), Map.of(), command, "--json");
      assertEquals(1, ended.exitCode(), ended::messages);
      assertEquals("", ended.result());
      assertThat(
          ended.messages(),
          allOf(
              containsString(
                  "Table %s at http://localhost:1 can't be used: DynamoDB does not answer."
                      .formatted(table.name())),
              not(containsString("\tat "))));
    }
    var missing = RelayProcess.run("NoSuchTable", DATABASE, Map.of(), "table");
    assertEquals(1, missing.exitCode());
    assertThat(
        missing.messages(),
        containsString(
            "Table NoSuchTable at " + DATABASE + " can't be used: the table does not exist."));
  }

  @Test
  void aWrongSettingIsOneLineAndAnUnknownOneIsAWarning() throws Exception {
    var wrong = RelayProcess.run(table.name(), DATABASE, Map.of("AWS_REGION", "a b"), "status");
    assertEquals(1, wrong.exitCode(), wrong::messages);
    var all = wrong.result() + wrong.messages();
    assertEquals(1, all.lines().count(), all);
    assertThat(all, containsString("AWS_REGION must be "));
    var unknown =
        RelayProcess.run(table.name(), DATABASE, Map.of("PASSBOOK_TABEL_NAME", "x"), "parked");
    assertEquals(0, unknown.exitCode(), unknown::messages);
    assertThat(unknown.messages(), containsString("the nearest name is PASSBOOK_TABLE_NAME"));
  }

  @Test
  void wrongOptionsAreRefused() throws Exception {
    assertEquals(2, run("status", "--account", UUID.randomUUID().toString()).exitCode());
    assertEquals(2, run("status", "--all", "--account", UUID.randomUUID().toString()).exitCode());
    assertEquals(2, run("parked", "--all").exitCode());
    var help = run("status", "--help");
    assertEquals(0, help.exitCode());
    assertThat(help.result(), containsString("Exit codes:"));
  }
}

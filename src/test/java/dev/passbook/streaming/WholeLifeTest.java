package dev.passbook.streaming;

import static dev.passbook.banking.TestBank.amount;
import static dev.passbook.banking.TestBank.credit;
import static dev.passbook.eventstore.Tallies.get;
import static java.util.stream.Collectors.toMap;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.account.BalanceWithdrawn;
import dev.passbook.account.Capture;
import dev.passbook.account.Holder;
import dev.passbook.account.Overdraft;
import dev.passbook.account.Restrictions;
import dev.passbook.banking.AccountCommand;
import dev.passbook.banking.AccountCommands.TransferMoney;
import dev.passbook.banking.AccountCommands.Withdraw;
import dev.passbook.banking.AccountIds;
import dev.passbook.banking.HoldCommands.PlaceHold;
import dev.passbook.banking.HoldCommands.ReleaseHold;
import dev.passbook.banking.HoldCommands.Terms;
import dev.passbook.banking.OperatorCommands.SetHolder;
import dev.passbook.banking.OperatorCommands.SetLimits;
import dev.passbook.banking.OperatorCommands.SetRestrictions;
import dev.passbook.banking.ReversalCommands.ReverseEvent;
import dev.passbook.banking.ReversalCommands.ReverseTransfer;
import dev.passbook.banking.TestBank;
import dev.passbook.banking.TransferId;
import dev.passbook.eventstore.Deadline;
import dev.passbook.eventstore.StreamId;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Follows accounts with every type of event from the bank's commands to the consumers. */
class WholeLifeTest {
  /** The bank's clock begins at this time. */
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final StreamedTable table = StreamedTable.started();
  private final TestBank bank = new TestBank(table.store());
  private final InMemoryKinesis kinesis = new InMemoryKinesis();
  private final Relay relay = table.relay(kinesis, "events", new SimpleMeterRegistry());
  private final TableStream stream =
      new TableStream(table.client(), DynamoDbLocalResource.streams(), table.name(), arn -> {});

  private final UUID payer = bank.open();
  private final UUID payee = bank.open();

  @BeforeEach
  void everythingHappens() {
    accept(credit(payer, "100"));
    accept(hold("30", NOON.plusSeconds(30)));
    bank.advance(Duration.ofSeconds(30));
    accept(hold("40", NOON.plusSeconds(60)));
    accept(new Withdraw(payer, amount("10"), null, Optional.of(new Capture(5, false))));
    accept(new TransferMoney(payer, payee, amount("5"), null, Optional.of(new Capture(5, true))));
    accept(new SetLimits(payer, new Overdraft(new BigDecimal("500"))));
    accept(TestBank.withdraw(payer, "90"));
    accept(hold("50", NOON.plusSeconds(60)));
    accept(new ReleaseHold(payer, 10));
    accept(new SetRestrictions(payer, new Restrictions(true, false, "a dispute")));
    accept(new ReverseEvent(payer, 9, bank.events(payer).get(8).event(), null));
    var transfer = (BalanceWithdrawn) bank.events(payer).get(6).event();
    accept(new ReverseTransfer(new TransferId(payer, 7), transfer, null));
    accept(new SetHolder(payer, new Holder("bank", "ada")));
  }

  private void accept(AccountCommand command) {
    var reply = bank.reply(command, TestBank.request()).response();
    assertEquals(201, reply.status(), reply.body());
  }

  private AccountCommand hold(String amount, Instant expiresAt) {
    var terms = new Terms(Duration.ofDays(7), 20);
    return new PlaceHold(payer, amount(amount), Optional.of(expiresAt), null, terms);
  }

  private static Deadline soon() {
    return Deadline.in(PATIENCE);
  }

  private Set<StreamId> hints() {
    return get(stream.look());
  }

  private void publish(Set<StreamId> accounts) {
    assertEquals(Set.of(), get(relay.catchUp(accounts, soon())));
  }

  private List<JsonNode> published(UUID account) {
    return kinesis.events().stream()
        .filter(record -> record.partition().equals(account.toString()))
        .map(Published::event)
        .toList();
  }

  private List<String> typesOf(UUID account) {
    return published(account).stream()
        .map(event -> event.get("type").asText().replaceAll("dev.passbook.(.*).v1", "$1"))
        .toList();
  }

  @Test
  void everyEventOfEveryRowIsPublishedInOrder() {
    assertEquals(2, table.row(AccountIds.stream(payer).value(), 4).get("Events").l().size());

    publish(hints());

    assertEquals(
        List.of(
            "AccountCreated",
            "BalanceCredited",
            "HoldPlaced",
            "HoldExpired",
            "HoldPlaced",
            "BalanceWithdrawn",
            "BalanceWithdrawn",
            "AccountLimited",
            "BalanceWithdrawn",
            "HoldPlaced",
            "HoldReleased",
            "AccountRestricted",
            "BalanceCredited",
            "BalanceCredited",
            "HolderChanged"),
        typesOf(payer));
    assertEquals(List.of("AccountCreated", "BalanceCredited", "BalanceWithdrawn"), typesOf(payee));
    Published.assertComplete(kinesis.events(), Map.of(payer.toString(), 15, payee.toString(), 3));
  }

  @Test
  void theRowThatMakesAReversalHappenOnceIsNoHint() {
    assertFalse(table.row("reversal-" + payer + "-9", 0).isEmpty());

    assertEquals(Set.of(AccountIds.stream(payer), AccountIds.stream(payee)), hints());
    assertTrue(Hints.of("INSERT", "reversal-" + payer + "-9").isEmpty());
  }

  @Test
  void aReversalNamesTheEventOfItsAccountThatItTakesBack() {
    publish(hints());

    assertEquals(Map.of(13L, 9L, 14L, 7L), reversals(payer));
    assertEquals(Map.of(3L, 2L), reversals(payee));
  }

  private Map<Long, Long> reversals(UUID account) {
    return published(account).stream()
        .filter(event -> event.get("data").has("reverses"))
        .collect(
            toMap(
                event -> event.get("sequence").asLong(),
                event -> event.at("/data/reverses").asLong()));
  }

  /** A changed holder changes the account's first row, which was published long ago. */
  @Test
  void aChangedHolderRepublishesNothing() {
    publish(hints());
    var before = kinesis.events();
    accept(new SetHolder(payer, new Holder("bank", "bob")));
    assertTrue(
        table.row(AccountIds.stream(payer).value(), 1).get("ListedUnder").s().contains("bob"));

    var hinted = new ArrayList<StreamId>();
    await().atMost(PATIENCE).until(() -> hinted.addAll(hints()));
    publish(Set.copyOf(hinted));

    assertEquals(List.of(AccountIds.stream(payer)), hinted);
    var after = kinesis.events();
    assertEquals(before, after.subList(0, before.size()));
    assertEquals(before.size() + 1, after.size());
    assertEquals(16, after.get(before.size()).sequence());
  }

  @Test
  void aReplayPublishesTheSameEvents() {
    publish(hints());
    var live = published(payer);
    var publisher = new KinesisPublisher(kinesis, "events");

    get(
        new Replay(table.store(), publisher, Timeline.FIRST, "again", 100_000, () -> {})
            .of(List.of(AccountIds.stream(payer)), Replay.version(1)));

    var all = published(payer);
    var replayed = all.subList(live.size(), all.size());
    assertEquals(live, replayed.stream().map(WholeLifeTest::withoutItsMark).toList());
  }

  private static JsonNode withoutItsMark(JsonNode event) {
    return event.<ObjectNode>deepCopy().without("replay");
  }

  /** Money moves only in credits and withdrawals, so such a consumer needs no other type. */
  @Test
  void aConsumerThatOnlySumsMovementsHasEveryBalance() {
    publish(hints());

    for (var account : List.of(payer, payee)) {
      var sum = BigDecimal.ZERO;
      for (var event : published(account)) {
        sum = sum.add(movement(event));
        assertEquals(0, sum.compareTo(event.at("/data/balance").decimalValue()), event::toString);
      }
      assertEquals(0, sum.compareTo(new BigDecimal(bank.balance(account))));
    }
  }

  private static BigDecimal movement(JsonNode event) {
    var amount = event.at("/data/amount");
    return switch (event.get("type").asText()) {
      case "dev.passbook.BalanceCredited.v1" -> amount.decimalValue();
      case "dev.passbook.BalanceWithdrawn.v1" -> amount.decimalValue().negate();
      default -> BigDecimal.ZERO;
    };
  }

  @Test
  void theReadModelCountsTheTypesThatItDoesNotKnow() {
    publish(hints());
    var model = new ReadModel();

    kinesis.events().forEach(record -> model.take(record.event()));

    var both = new BigDecimal(bank.balance(payer)).add(new BigDecimal(bank.balance(payee)));
    assertEquals(Set.of("Ada EUR"), model.totals().keySet());
    assertEquals(0, both.compareTo(model.totals().get("Ada EUR")));
    assertEquals(Set.of(), model.gaps());
    assertEquals(0, model.repeats());
  }

  @Test
  void aHoldIsFollowedByItsIdUntilItEnds() {
    publish(hints());

    assertEquals(List.of(30, 0), remaining(payer + "-3"));
    assertEquals(List.of(40, 30, 0), remaining(payer + "-5"));
    assertEquals(List.of(50, 0), remaining(payer + "-10"));
  }

  private List<Integer> remaining(String hold) {
    return published(payer).stream()
        .filter(event -> event.at("/data/holdId").asText().equals(hold))
        .map(WholeLifeTest::remaining)
        .toList();
  }

  private static int remaining(JsonNode event) {
    return switch (event.get("type").asText()) {
      case "dev.passbook.HoldPlaced.v1" -> event.at("/data/amount").asInt();
      case "dev.passbook.BalanceWithdrawn.v1" -> event.at("/data/holdRemaining").asInt();
      default -> 0;
    };
  }
}

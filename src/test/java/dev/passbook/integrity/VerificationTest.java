package dev.passbook.integrity;

import static dev.passbook.eventstore.Tallies.get;
import static dev.passbook.integrity.CheckedAccounts.changeEvent;
import static dev.passbook.integrity.CheckedAccounts.delete;
import static dev.passbook.integrity.CheckedAccounts.row;
import static dev.passbook.integrity.CheckedAccounts.rows;
import static dev.passbook.integrity.CheckedAccounts.set;
import static dev.passbook.integrity.CheckedAccounts.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.passbook.banking.AccountIds;
import dev.passbook.banking.TestBank;
import dev.passbook.eventstore.Chain;
import dev.passbook.eventstore.StreamId;
import dev.passbook.eventstore.dynamodb.TestChains;
import dev.passbook.moves.exporting.EventFiles;
import dev.passbook.moves.exporting.Export;
import dev.passbook.streaming.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Verifies several streams at once, also against events that were published. */
class VerificationTest {
  private static final String LACKING = "The event was published, and the table lacks it";
  private static final String OTHER_CHAIN = "The row's chain is not the published one";

  private final CheckedAccounts accounts = new CheckedAccounts();

  @TempDir Path folder;

  private PublishedEvents published() {
    return PublishedEvents.read(folder);
  }

  private void publish(UUID... some) {
    var streams = List.of(some).stream().map(AccountIds::stream).toList();
    get(new Export(accounts.store, new EventFiles(folder, Timeline.FIRST), () -> {}).of(streams));
  }

  private static StreamFinding finding(UUID account, long version, String text) {
    return new StreamFinding(AccountIds.stream(account), version, text);
  }

  @Test
  void itGoesOnAfterAFindingAndNamesEachWithItsStream() {
    var sound = accounts.credited(5);
    var changed = accounts.credited(5);
    var shortened = accounts.credited(450);
    changeEvent(changed, 3, with("Reference", AttributeValue.fromS("forged")));
    set(changed, 5, "Events", AttributeValue.fromS("none"));
    delete(shortened, 1);
    delete(shortened, 449);

    var found = accounts.verified(PublishedEvents.none(), sound, changed, shortened);

    assertEquals(
        Set.of(
            AccountIds.stream(changed) + " 3",
            AccountIds.stream(changed) + " 5",
            AccountIds.stream(shortened) + " 1",
            AccountIds.stream(shortened) + " 449"),
        found.stream()
            .map(each -> each.stream() + " " + each.version())
            .collect(Collectors.toSet()));
  }

  @Test
  void aStreamWithoutAnyEventIsAFinding() {
    var nothing = UUID.randomUUID();

    assertEquals(
        List.of(finding(nothing, 1, "The stream has no event")),
        accounts.verified(PublishedEvents.none(), nothing));
  }

  @Test
  void aStreamWhoseNameIsNoAccountsIsCheckedAsWell() {
    var found = new ConcurrentLinkedQueue<StreamFinding>();
    var row = new HashMap<>(row(accounts.credited(1), 1));
    var name = "account-of-" + UUID.randomUUID();
    row.put("StreamId", AttributeValue.fromS(name));
    CheckedAccounts.put(row);

    get(
        new Verification(accounts.begun, null, PublishedEvents.none(), 1_000, found::add)
            .of(List.of(new StreamId(name))));

    assertEquals(
        "The row's chain does not follow from its content and from the row before",
        found.remove().text());
  }

  @Test
  void aPublishedHistoryThatIsStillThereIsSound() throws IOException {
    var account = accounts.credited(12);
    publish(account);
    compress();
    accounts.bank.ask(TestBank.credit(account, "1"));

    assertEquals(List.of(), accounts.verified(published(), account));
  }

  /** Firehose compresses its files. */
  private void compress() throws IOException {
    var plain = folder.resolve("events/arrived=2026-01-31/events.json");
    try (var zipped = new GZIPOutputStream(Files.newOutputStream(folder.resolve("zipped")))) {
      Files.copy(plain, zipped);
    }
    Files.delete(plain);
    Files.move(folder.resolve("zipped"), plain.resolveSibling("delivery-1-2026"));
  }

  @Test
  void removedNewestRowsAreFound() {
    var account = accounts.credited(12);
    publish(account);
    delete(account, 12);
    delete(account, 11);

    assertEquals(List.of(finding(account, 11, LACKING)), accounts.verified(published(), account));
  }

  @Test
  void aHistoryThatWasComputedAnewIsFound() {
    var account = accounts.credited(12);
    publish(account);
    accounts.bank.ask(TestBank.credit(account, "1"));
    changeEvent(account, 5, with("Reference", AttributeValue.fromS("forged")));
    chainAnew(account);
    assertEquals(List.of(), accounts.verified(PublishedEvents.none(), account));

    assertEquals(
        List.of(finding(account, 12, OTHER_CHAIN)), accounts.verified(published(), account));
  }

  private static void chainAnew(UUID account) {
    var previous = Chain.beginning(AccountIds.stream(account), 0);
    for (var row : rows(account)) {
      previous = TestChains.of(row, previous);
      var chain = AttributeValue.fromB(SdkBytes.fromByteArray(previous.bytes()));
      set(account, Long.parseLong(row.get("Version").n()), "Chain", chain);
    }
  }

  @Test
  void aHistoryThatHasLostAllItsChainsIsFound() {
    var account = accounts.credited(3);
    publish(account);
    for (long version = 1; version <= 3; version++) {
      set(account, version, "Chain", null);
    }
    assertEquals(List.of(), accounts.verified(PublishedEvents.none(), account));

    assertEquals(
        List.of(finding(account, 3, OTHER_CHAIN)), accounts.verified(published(), account));
  }

  @Test
  void anAccountThatIsGoneIsFound() {
    var account = accounts.credited(2);
    publish(account);
    delete(account, 1);
    delete(account, 2);
    var found = new ConcurrentLinkedQueue<StreamFinding>();
    var verification = new Verification(accounts.begun, null, published(), 1_000, found::add);

    get(verification.of(List.of()));
    assertEquals(0, found.size());
    get(verification.ofTheOthersPublished());

    assertEquals(List.of(finding(account, 1, LACKING)), List.copyOf(found));
    get(verification.ofTheOthersPublished());
    assertEquals(1, verification.findings());
  }

  @Test
  void whatARestoreTookAwayIsNotMissing() throws IOException {
    var restored = accounts.credited(5);
    var gone = accounts.credited(1);
    publish(restored, gone);
    delete(restored, 5);
    delete(gone, 1);
    var file = Files.createDirectories(folder.resolve("events")).resolve("rewound");
    Files.write(file, List.of(rewound(restored, 4), rewound(gone, 0)));
    assertEquals(List.of(), accounts.verified(published(), restored));

    delete(restored, 4);

    assertEquals(List.of(finding(restored, 4, LACKING)), accounts.verified(published(), restored));
    var verification = new Verification(accounts.begun, null, published(), 1_000, found -> {});
    get(verification.ofTheOthersPublished());
    assertEquals(1, verification.findings());
  }

  private static String rewound(UUID account, int version) {
    return "{\"subject\":\"%s\",\"sequence\":\"%019d\",\"timeline\":2}".formatted(account, version);
  }

  @Test
  void aFolderWithoutEventsAndALineThatIsNoEventAreRefused() throws IOException {
    assertThrows(IllegalArgumentException.class, this::published);
    var file = Files.createDirectories(folder.resolve("events")).resolve("day");
    for (var line : List.of("{", "{}", "[]", "{\"subject\":\"x\"}", "text")) {
      Files.writeString(file, line + "\n");
      assertThrows(IllegalArgumentException.class, this::published, line);
    }
    Files.writeString(file, "\n\n");
    assertEquals(List.of(), published().left());
  }
}

package dev.passbook.moves.importing;

import static java.util.Map.entry;

import dev.passbook.moves.importing.Remark.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The accounts of a demo table, one of them for each oddity. */
public final class DemoTown {
  private static final Instant OPENED = Instant.parse("2019-08-30T12:00:00Z");

  /** Each is the reason why an account is left out, or the note about one that is imported. */
  private static final Map<Kind, Consumer<DemoBank>> ODDITIES =
      Map.ofEntries(
          entry(Kind.TIME_MOVED, each -> time(each, "2018-01-01T00:00:00.000Z")),
          entry(Kind.TIME_MISSING, each -> each.row(3).remove("Timestamp")),
          entry(Kind.AMOUNT_ROUNDED, each -> each.credit(0.1 + 0.2)),
          entry(Kind.AMOUNT_NEGATIVE, each -> each.withdraw(-25.5).credit(-5.0)),
          entry(Kind.AMOUNT_ZERO, each -> each.credit(0.0).withdraw(0.0)),
          entry(Kind.AMOUNT_AS_TEXT, each -> each.withdraw("1.5")),
          entry(Kind.VERSION_GAP, each -> each.without(4)),
          entry(Kind.NEVER_OPENED, each -> each.without(1)),
          entry(Kind.BALANCE_MISSING, each -> each.row(2).remove("Balance")),
          entry(Kind.BALANCE_DIFFERS, each -> move(each.credit("10"), 10)),
          entry(Kind.UNKNOWN_TYPE, each -> put(each, "Type", AttributeValue.fromS("REFUND"))),
          entry(Kind.OPENED_TWICE, each -> put(each, "Type", AttributeValue.fromS("CREATED"))),
          entry(Kind.TIME_UNREADABLE, each -> each.row(1).remove("Timestamp")),
          entry(Kind.TIME_IN_FUTURE, each -> time(each, "2999-01-01T00:00:00.000Z")),
          entry(Kind.AMOUNT_UNREADABLE, each -> each.credit(null)),
          entry(Kind.AMOUNT_TOO_FINE, each -> each.credit(10.005)),
          entry(Kind.RULE_BROKEN, each -> each.credit(-1_000_000.0)));

  private final Map<Kind, DemoBank> odd = new LinkedHashMap<>();
  private final List<DemoBank> all = new ArrayList<>();

  private DemoTown(int accounts, int rows) {
    var random = new Random(2019);
    ODDITIES.forEach((kind, oddity) -> odd.put(kind, odd(random, oddity)));
    all.addAll(odd.values());
    all.add(new DemoBank("savings of alice", OPENED).credit(12.34));
    while (all.size() < accounts) {
      var account = new DemoBank(id(random), OPENED);
      var size = (rows - rowCount()) / (accounts - all.size());
      while (account.rows().size() < size) {
        move(account, random);
      }
      all.add(account);
    }
  }

  /** Returns 200 accounts with 10,000 rows. */
  public static DemoTown large() {
    return new DemoTown(200, 10_000);
  }

  /** Returns 60 accounts with 3,000 rows, for databases that are slow. */
  public static DemoTown small() {
    return new DemoTown(60, 3_000);
  }

  private static DemoBank odd(Random random, Consumer<DemoBank> oddity) {
    var account = new DemoBank(id(random), OPENED).credit(100.0).credit(0.1).credit(0.2);
    oddity.accept(account);
    return account;
  }

  private static String id(Random random) {
    return new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63)
        .toString();
  }

  private static void move(DemoBank account, Random random) {
    var amount = (1 + random.nextInt(100_000)) / 100.0;
    if (random.nextInt(3) == 0) {
      account.withdraw(amount);
    } else {
      account.credit(amount);
    }
  }

  private static void move(DemoBank account, int times) {
    for (int i = 0; i < times; i++) {
      account.credit(1.0);
    }
  }

  private static void time(DemoBank account, String time) {
    put(account, "Timestamp", AttributeValue.fromS(time));
  }

  private static void put(DemoBank account, String attribute, AttributeValue value) {
    account.row(4).put(attribute, value);
  }

  private int rowCount() {
    return all.stream().mapToInt(account -> account.rows().size()).sum();
  }

  List<DemoBank> accounts() {
    return all;
  }

  /** Returns the account with an oddity. */
  DemoBank odd(Kind kind) {
    return odd.get(kind);
  }

  public int size() {
    return all.size();
  }

  /** Returns how many accounts must be left out. */
  public long leftOut() {
    return odd.keySet().stream().filter(kind -> kind.weight() != Remark.Weight.NOTE).count();
  }

  /** Returns the rows of the demo's table. */
  public List<Map<String, AttributeValue>> rows() {
    return all.stream().flatMap(account -> account.rows().stream()).toList();
  }
}

package dev.passbook.proof.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.proof.history.Bank.Patience;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

/** A client that draws its next request at random and retries undecided ones with the same key. */
final class Client {
  private static final int CROWD = 5;
  private static final int RETRIES = 6;
  private static final int RETRIES_OF_SETUP = 60;

  private final SplittableRandom random;
  private final String name;
  private final History history;
  private final int instances;
  private final Draw draw;
  private int references;
  private long lastVersion = 1;

  Client(SplittableRandom random, String name, History history, int instances, Draw draw) {
    this.draw = draw;
    this.random = random;
    this.name = name;
    this.history = history;
    this.instances = instances;
  }

  /** Opens an account and makes sure that it exists. */
  String open() {
    Exchange opened = settle(keyed(Command.open(reference())), RETRIES_OF_SETUP);
    return opened.answer().json().path("id").asText();
  }

  void fund(String account) {
    settle(keyed(Command.credit(account, new BigDecimal("40.00"), reference())), RETRIES_OF_SETUP);
  }

  void act(List<String> accounts) {
    String account = any(accounts);
    if (random.nextInt(12) == 0) {
      sendManyAtOnce(account);
      return;
    }
    int percent = random.nextInt(100);
    if (percent < 15) {
      write(Command.credit(account, amount(), reference()));
    } else if (percent < 30) {
      write(Command.withdraw(account, amount(), reference()));
    } else if (percent < 42) {
      transfer(accounts, account);
    } else if (percent < 45) {
      write(Command.credit(account, amount(), reference()).onlyAt(lastVersion));
    } else if (percent < 65) {
      useHolds(accounts, account);
    } else if (percent < 71) {
      draw.reversal(reference(), random).ifPresent(this::write);
    } else if (percent < 77) {
      operate(account);
    } else if (percent < 94) {
      read(accounts, account);
    } else if (percent < 97) {
      openAndClose(accounts);
    } else {
      write(Command.close(account, reference()));
    }
  }

  private void read(List<String> accounts, String account) {
    int percent = random.nextInt(100);
    if (percent < 45) {
      read(Command.read(account));
    } else if (percent < 60) {
      read(Command.readVersion(account, random.nextLong(1, lastVersion + 3)));
    } else if (percent < 75) {
      read(Command.page(account, random.nextLong(0, lastVersion + 1), random.nextInt(1, 60)));
    } else if (percent < 85) {
      draw.readHold(random).ifPresent(this::read);
    } else if (percent < 90) {
      read(Command.readHolds(account));
    } else if (percent < 94) {
      draw.readTransfer(random).ifPresent(this::read);
    } else {
      lookAhead(accounts, account);
    }
  }

  /** Asks what a write would do. */
  private void lookAhead(List<String> accounts, String account) {
    Optional<Command> write =
        switch (random.nextInt(5)) {
          case 0 -> Optional.of(Command.credit(account, amount(), reference()));
          case 1 -> Optional.of(Command.withdraw(account, amount(), reference()));
          case 2 -> Optional.of(hold(account));
          case 3 -> draw.capture(accounts, reference(), random);
          default -> draw.reversal(reference(), random);
        };
    write.map(Command::dryRun).ifPresent(this::read);
  }

  private void useHolds(List<String> accounts, String account) {
    int percent = random.nextInt(100);
    if (percent < 40) {
      write(hold(account));
    } else if (percent < 80) {
      draw.capture(accounts, reference(), random).ifPresent(this::write);
    } else if (percent < 90) {
      draw.release(reference(), random).ifPresent(this::write);
    } else {
      history.clocks().advance(random.nextInt(instances), draw.time(random));
    }
  }

  private Command hold(String account) {
    Instant now = history.clocks().now(random.nextInt(instances));
    return draw.hold(account, amount(), reference(), now, random);
  }

  /** Sets a limit, or stops movements for a while. */
  private void operate(String account) {
    if (random.nextInt(3) > 0) {
      send(draw.limit(account), Load.patience(random));
      return;
    }
    boolean debits = random.nextBoolean();
    send(
        Command.restrict(account, debits, !debits || random.nextBoolean(), reference()),
        Load.patience(random));
    write(Command.withdraw(account, amount(), reference()));
    write(Command.credit(account, amount(), reference()));
    send(Command.restrict(account, false, false, reference()), Load.patience(random));
  }

  void replaySome(List<Exchange> past) {
    for (Exchange exchange : past) {
      if (exchange.command().isKeyed() && random.nextInt(8) == 0) {
        send(exchange.command(), Patience.WAITS);
      }
    }
  }

  private void transfer(List<String> accounts, String from) {
    String to = any(accounts.stream().filter(other -> !other.equals(from)).toList());
    write(Command.transfer(from, to, amount(), reference()));
  }

  /** Opens and closes an account, with a transfer in between and a credit that comes too late. */
  private void openAndClose(List<String> accounts) {
    Exchange opened = write(Command.open(reference()));
    if (!opened.isAnswered(201)) {
      return;
    }
    String account = opened.answer().json().path("id").asText();
    write(Command.credit(account, BigDecimal.TEN, reference()));
    write(Command.transfer(account, any(accounts), BigDecimal.TEN, reference()));
    write(Command.close(account, reference()));
    write(Command.credit(account, BigDecimal.ONE, reference()));
  }

  private Exchange write(Command command) {
    if (random.nextInt(5) < 2) {
      return send(command, Load.patience(random));
    }
    Command keyed = keyed(command);
    if (random.nextInt(8) == 0) {
      sendTwiceAtOnce(keyed);
    }
    return settle(keyed, RETRIES);
  }

  private Exchange settle(Command command, int retries) {
    Exchange exchange = send(command, Load.patience(random));
    for (int i = 0; i < retries && !isDecided(exchange); i++) {
      exchange = send(command, Load.patience(random));
    }
    return exchange;
  }

  /**
   * Sends several writes for one account to one instance at once, so that some wait in its command
   * queue.
   */
  private void sendManyAtOnce(String account) {
    int instance = random.nextInt(instances);
    List<Callable<Exchange>> all = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Command write = oneOfMany(account);
      Command command = random.nextInt(3) > 0 ? write : keyed(write);
      Patience patience = Load.patience(random);
      all.add(() -> history.send(command, instance, patience));
    }
    Load.together(all).forEach(draw::note);
  }

  private Command oneOfMany(String account) {
    return switch (random.nextInt(6)) {
      case 0 -> Command.withdraw(account, amount(), reference());
      case 1 -> hold(account);
      case 2 ->
          draw.captureOf(account, reference(), random)
              .orElseGet(() -> Command.withdraw(account, amount(), reference()));
      default -> Command.credit(account, amount(), reference());
    };
  }

  private void sendTwiceAtOnce(Command command) {
    List<Callable<Exchange>> both = new ArrayList<>();
    for (int instance = 0; instance < instances; instance++) {
      int at = instance;
      both.add(() -> history.send(command, at));
    }
    Load.together(both);
  }

  private void read(Command command) {
    send(command, Patience.WAITS);
  }

  private Exchange send(Command command, Patience patience) {
    Exchange exchange = history.send(command, random.nextInt(instances), patience);
    if (exchange.isAnswered()) {
      JsonNode version = exchange.answer().json().path("version");
      lastVersion = version.asLong(lastVersion);
      draw.note(exchange);
    }
    return exchange;
  }

  private static boolean isDecided(Exchange exchange) {
    return exchange.isAnswered()
        && exchange.answer().status() != 503
        && exchange.answer().status() != 409;
  }

  private Command keyed(Command command) {
    return command.withKey("key-" + command.reference());
  }

  private BigDecimal amount() {
    return BigDecimal.valueOf(random.nextLong(1, 3000), 2);
  }

  private String reference() {
    return name + "-" + ++references;
  }

  private String any(List<String> accounts) {
    return accounts.get(random.nextInt(accounts.size()));
  }
}

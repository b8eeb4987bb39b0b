package dev.passbook.proof.history;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.proof.history.Bank.Patience;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
  private int references;
  private long lastVersion = 1;
  private String lastTransfer;

  Client(SplittableRandom random, String name, History history, int instances) {
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
    if (percent < 22) {
      write(Command.credit(account, amount(), reference()));
    } else if (percent < 46) {
      write(Command.withdraw(account, amount(), reference()));
    } else if (percent < 66) {
      transfer(accounts, account);
    } else if (percent < 70) {
      write(Command.credit(account, amount(), reference()).onlyAt(lastVersion));
    } else if (percent < 83) {
      read(Command.read(account));
    } else if (percent < 88) {
      read(Command.readVersion(account, random.nextLong(1, lastVersion + 3)));
    } else if (percent < 94) {
      read(Command.page(account, random.nextLong(0, lastVersion + 1), random.nextInt(1, 60)));
    } else if (percent < 97) {
      openAndClose(accounts);
    } else {
      write(Command.close(account, reference()));
    }
  }

  void replaySome(List<Exchange> past) {
    for (Exchange exchange : past) {
      if (exchange.command().isKeyed() && random.nextInt(8) == 0) {
        send(exchange.command(), Patience.WAITS);
      }
    }
  }

  private void transfer(List<String> accounts, String from) {
    if (lastTransfer != null && random.nextInt(6) == 0) {
      int dash = lastTransfer.lastIndexOf('-');
      long version = Long.parseLong(lastTransfer.substring(dash + 1));
      read(Command.readTransfer(lastTransfer.substring(0, dash), version));
      return;
    }
    String to = any(accounts.stream().filter(other -> !other.equals(from)).toList());
    Exchange done = write(Command.transfer(from, to, amount(), reference()));
    if (done.isAnswered(201)) {
      lastTransfer = done.answer().json().path("id").asText();
    }
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
      Command write =
          random.nextInt(3) > 0
              ? Command.credit(account, amount(), reference())
              : Command.withdraw(account, amount(), reference());
      Command command = random.nextInt(3) > 0 ? write : keyed(write);
      Patience patience = Load.patience(random);
      all.add(() -> history.send(command, instance, patience));
    }
    Load.together(all);
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

package dev.passbook.proof.history;

import dev.passbook.proof.history.Bank.Patience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Records every request to a bank with its response. */
public final class History {
  private final Bank bank;
  private final Clocks clocks;
  private final long zero = System.nanoTime();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Exchange> exchanges = new ArrayList<>();

  /** Records what is asked of a bank that decides by the machine's clock. */
  public History(Bank bank) {
    this(bank, new RealClocks());
  }

  public History(Bank bank, Clocks clocks) {
    this.bank = bank;
    this.clocks = clocks;
  }

  public Clocks clocks() {
    return clocks;
  }

  public Exchange send(Command command, int instance) {
    return send(command, instance, Patience.WAITS);
  }

  public Exchange send(Command command, int instance, Patience patience) {
    int id = ids.incrementAndGet();
    Instant from = clocks.now(instance);
    long start = System.nanoTime() - zero;
    Answer answer = bank.send(command, instance, patience);
    long end = System.nanoTime() - zero;
    Instant until = clocks.now(instance);
    Instant latest = clocks.latest();
    Exchange exchange =
        new Exchange(id, command, instance, start, end, from, until, latest, patience, answer);
    synchronized (exchanges) {
      exchanges.add(exchange);
    }
    return exchange;
  }

  public List<Exchange> exchanges() {
    synchronized (exchanges) {
      return List.copyOf(exchanges);
    }
  }
}

package dev.passbook.proof.history;

import dev.passbook.proof.history.Bank.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Records every request to a bank with its response. */
public final class History {
  private final Bank bank;
  private final long zero = System.nanoTime();
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Exchange> exchanges = new ArrayList<>();

  public History(Bank bank) {
    this.bank = bank;
  }

  public Exchange send(Command command, int instance) {
    return send(command, instance, Patience.WAITS);
  }

  public Exchange send(Command command, int instance, Patience patience) {
    int id = ids.incrementAndGet();
    long start = System.nanoTime() - zero;
    Answer answer = bank.send(command, instance, patience);
    Exchange exchange =
        new Exchange(id, command, instance, start, System.nanoTime() - zero, patience, answer);
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

package dev.passbook.proof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Exchange;
import java.util.Arrays;

/**
 * Bounds the time at which each version of an account came to be. A version did not exist before a
 * client requested it, nor before the start of a read that still saw its predecessor as the newest.
 * It existed once a response described it or a later version. The reads are linearizable if and
 * only if each version has a moment between these bounds.
 */
final class Timeline {
  private static final long NEVER = Long.MAX_VALUE;

  private final String account;
  private final Run run;
  private final long[] notBefore;
  private final long[] notAfter;
  private final Object[] whyNotBefore;
  private final Object[] whyNotAfter;
  private final boolean[] boundByRead;

  Timeline(String account, Run run) {
    this.account = account;
    this.run = run;
    int size =
        run.stream(account).stream().mapToInt(event -> (int) event.version()).max().orElse(0) + 2;
    notBefore = new long[size];
    notAfter = new long[size];
    whyNotBefore = new Object[size];
    whyNotAfter = new Object[size];
    boundByRead = new boolean[size];
    Arrays.fill(notAfter, NEVER);
    run.stream(account).forEach(this::wasRequested);
    run.answersAbout(account).forEach(this::observe);
    spread();
  }

  int head() {
    return notBefore.length - 2;
  }

  /** Returns the oldest version that may have been the newest at that time. */
  int oldestAt(long time) {
    int version = 0;
    while (version < head() && notAfter[version + 1] < time) {
      version++;
    }
    return version;
  }

  /** Returns the newest version that may have existed at that time. */
  int newestAt(long time) {
    int version = head();
    while (version > 0 && notBefore[version] > time) {
      version--;
    }
    return version;
  }

  void check() {
    for (int version = 1; version <= head(); version++) {
      if (notBefore[version] > notAfter[version]) {
        Rule rule =
            boundByRead[version]
                ? Rule.A_READ_IS_NOT_STALE
                : Rule.NOTHING_IS_READ_BEFORE_IT_WAS_ASKED_FOR;
        run.violated(
            rule,
            "version %d of %s was there by %s but not yet at the start of %s",
            version,
            account,
            whyNotAfter[version],
            whyNotBefore[version]);
        return;
      }
    }
  }

  private void wasRequested(StoredEvent event) {
    Write write = run.writes.get(String.valueOf(event.clientsName()));
    if (write != null) {
      requestedAt(event.version(), write.start(), write, false);
    }
  }

  private void observe(Exchange exchange) {
    Command command = exchange.command();
    JsonNode json = exchange.answer().json();
    if (command.terms().dry()) {
      return;
    }
    switch (command.kind()) {
      case OPEN, CREDIT, WITHDRAW, RELEASE, REVERSE, LIMIT, RESTRICT, CLOSE ->
          observeWrite(exchange, json.path("version").asLong());
      case HOLD -> observeWrite(exchange, exchange.answer().versionInId());
      case TRANSFER, REVERSE_TRANSFER, READ_TRANSFER -> observeTransfer(exchange, json);
      case READ_HOLD -> {
        if (exchange.isAnswered(200)) {
          wasThere(command.terms().hold(), exchange);
        }
      }
      case READ_HOLDS -> {}
      case READ -> {
        if (isAbout(command.account()) && exchange.isAnswered(200)) {
          wasNewest(json.path("version").asLong(), exchange);
        }
      }
      case READ_VERSION -> {
        if (isAbout(command.account()) && exchange.isAnswered(200)) {
          wasThere(command.version(), exchange);
        } else if (isAbout(command.account()) && exchange.isAnswered(404)) {
          requestedAt(command.version(), exchange.start(), exchange, true);
        }
      }
      case PAGE -> observePage(exchange, json);
    }
  }

  private void observeWrite(Exchange exchange, long version) {
    boolean opened = exchange.answer().json().path("id").asText().equals(account);
    if (exchange.isAccepted() && (opened || isAbout(exchange.command().account()))) {
      wasThere(version, exchange);
    }
    if (exchange.isAnswered(412) && isAbout(exchange.command().account())) {
      wasNewest(exchange.answer().version(), exchange);
    }
  }

  private void observeTransfer(Exchange exchange, JsonNode json) {
    if (exchange.isAnswered(201) || exchange.isAnswered(200)) {
      if (json.path("from").asText().equals(account)) {
        wasThere(json.path("fromVersion").asLong(), exchange);
      }
      if (json.path("to").asText().equals(account)) {
        wasThere(json.path("toVersion").asLong(), exchange);
      }
    }
  }

  private void observePage(Exchange exchange, JsonNode json) {
    if (!isAbout(exchange.command().account()) || !exchange.isAnswered(200)) {
      return;
    }
    JsonNode events = json.path("events");
    long last =
        events.isEmpty()
            ? exchange.command().version()
            : events.get(events.size() - 1).path("version").asLong();
    if (!events.isEmpty()) {
      wasThere(last, exchange);
    }
    if (json.path("next").isNull()) {
      requestedAt(last + 1, exchange.start(), exchange, true);
    }
  }

  private boolean isAbout(String other) {
    return account.equals(other);
  }

  private void wasNewest(long version, Exchange exchange) {
    wasThere(version, exchange);
    requestedAt(version + 1, exchange.start(), exchange, true);
  }

  private void wasThere(long version, Exchange exchange) {
    if (isKnown(version) && exchange.end() < notAfter[(int) version]) {
      notAfter[(int) version] = exchange.end();
      whyNotAfter[(int) version] = exchange;
    }
  }

  private void requestedAt(long version, long time, Object why, boolean read) {
    if (isKnown(version) && time > notBefore[(int) version]) {
      notBefore[(int) version] = time;
      whyNotBefore[(int) version] = why;
      boundByRead[(int) version] = read;
    }
  }

  private boolean isKnown(long version) {
    return version >= 1 && version <= head();
  }

  /** Versions are ordered, so the bounds of one also bound its neighbours. */
  private void spread() {
    for (int version = 2; version <= head(); version++) {
      if (notBefore[version - 1] > notBefore[version]) {
        notBefore[version] = notBefore[version - 1];
        whyNotBefore[version] = whyNotBefore[version - 1];
        boundByRead[version] = boundByRead[version - 1];
      }
    }
    for (int version = head() - 1; version >= 1; version--) {
      if (notAfter[version + 1] < notAfter[version]) {
        notAfter[version] = notAfter[version + 1];
        whyNotAfter[version] = whyNotAfter[version + 1];
      }
    }
  }
}

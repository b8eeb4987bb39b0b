package dev.passbook.proof;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bank with a planted bug: it refuses a withdrawal by the last balance that it saw, without
 * checking whether the balance is still current.
 */
record TrustedHeads(Bank honest, Map<String, Answer> heads) implements Bank {
  TrustedHeads(Bank honest) {
    this(honest, new ConcurrentHashMap<>());
  }

  @Override
  public Answer send(Command command, int instance, Patience patience) {
    Answer head = heads.get(instance + " " + command.account());
    if (command.kind() == Kind.WITHDRAW
        && head != null
        && head.balance().compareTo(command.amount()) < 0) {
      return refused(head, command);
    }
    Answer answer = honest.send(command, instance, patience);
    if (answer != null && answer.status() < 300 && tellsBalance(command.kind())) {
      heads.put(instance + " " + command.account(), answer);
    }
    return answer;
  }

  private static boolean tellsBalance(Kind kind) {
    return kind == Kind.READ || kind == Kind.CREDIT || kind == Kind.WITHDRAW;
  }

  private static Answer refused(Answer head, Command command) {
    return new Answer(
        422,
        Map.of("content-type", "application/problem+json"),
        "{\"type\": \"urn:passbook:problem:insufficient-funds\", \"balance\": %s, \"amount\": %s}"
            .formatted(head.balance(), command.amount()));
  }
}

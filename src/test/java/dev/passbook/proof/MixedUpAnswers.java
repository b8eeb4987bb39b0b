package dev.passbook.proof;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Bank;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bank with a planted bug: now and then it returns the response to another credit of the account.
 */
record MixedUpAnswers(Bank honest, Map<String, Answer> last, AtomicInteger seen) implements Bank {
  private static final int RARE = 5;

  MixedUpAnswers(Bank honest) {
    this(honest, new ConcurrentHashMap<>(), new AtomicInteger());
  }

  @Override
  public Answer send(Command command, int instance, Patience patience) {
    Answer answer = honest.send(command, instance, patience);
    if (answer == null || command.kind() != Kind.CREDIT || answer.status() != 201) {
      return answer;
    }
    Answer another = last.put(command.account(), answer);
    return another != null && seen.incrementAndGet() % RARE == 0 ? another : answer;
  }
}

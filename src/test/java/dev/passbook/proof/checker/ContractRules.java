package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Checks whether the contract allows each response for its request. */
final class ContractRules {
  private static final Map<Kind, Set<String>> REFUSALS = new EnumMap<>(Kind.class);

  static {
    REFUSALS.put(Kind.CREDIT, Set.of("account-closed"));
    REFUSALS.put(Kind.WITHDRAW, Set.of("account-closed", "insufficient-funds"));
    REFUSALS.put(Kind.TRANSFER, Set.of("account-closed", "insufficient-funds"));
    REFUSALS.put(Kind.CLOSE, Set.of("account-closed", "balance-not-zero"));
  }

  private final Run run;

  ContractRules(Run run) {
    this.run = run;
  }

  void check() {
    for (Exchange exchange : run.exchanges) {
      run.require(
          !exchange.isAbandoned(), Rule.EVERY_REQUEST_IS_ANSWERED, "no answer to %s", exchange);
      run.require(
          !exchange.isAnswered() || isOfTheContract(exchange.command(), exchange.answer()),
          Rule.ONLY_ANSWERS_OF_THE_CONTRACT,
          "%s",
          exchange);
    }
  }

  private static boolean isOfTheContract(Command command, Answer answer) {
    boolean write = command.kind().isWrite();
    if (answer.isReplay() && !command.isKeyed()) {
      return false;
    }
    return switch (answer.status()) {
      case 200 -> !write;
      case 201 -> write;
      case 404 ->
          command.kind() == Kind.READ_VERSION && answer.problem().equals("version-not-found");
      case 409 -> write && answer.problem().equals("concurrent-update") && saysWhenToRetry(answer);
      case 412 -> command.isConditional() && answer.problem().equals("version-mismatch");
      case 422 -> REFUSALS.getOrDefault(command.kind(), Set.of()).contains(answer.problem());
      case 503 -> isOutage(command, answer) && saysWhenToRetry(answer);
      default -> false;
    };
  }

  private static boolean isOutage(Command command, Answer answer) {
    return answer.problem().equals("overloaded") && !answer.leavesOutcomeUnknown()
        || answer.problem().equals("store-unavailable")
            && (command.kind().isWrite() || !answer.leavesOutcomeUnknown());
  }

  private static boolean saysWhenToRetry(Answer answer) {
    return !answer.header("retry-after").isEmpty();
  }
}

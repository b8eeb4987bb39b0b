package dev.passbook.proof.checker;

import dev.passbook.proof.history.Answer;
import dev.passbook.proof.history.Command;
import dev.passbook.proof.history.Command.Kind;
import dev.passbook.proof.history.Exchange;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks whether the contract allows each response for its request. */
final class ContractRules {
  private static final Map<Kind, Set<String>> REFUSALS = new EnumMap<>(Kind.class);

  private static final Set<String> REVERSAL =
      Set.of("account-closed", "insufficient-funds", "not-reversible", "already-reversed");

  static {
    Set<String> debit = Set.of("account-closed", "account-restricted", "insufficient-funds");
    Set<String> capture = Set.of("hold-exceeded", "hold-not-active");
    REFUSALS.put(Kind.CREDIT, Set.of("account-closed", "account-restricted"));
    REFUSALS.put(Kind.WITHDRAW, both(debit, capture));
    REFUSALS.put(Kind.TRANSFER, both(debit, capture));
    REFUSALS.put(Kind.HOLD, both(debit, Set.of("too-many-holds")));
    REFUSALS.put(Kind.RELEASE, Set.of("account-closed", "hold-not-active"));
    REFUSALS.put(Kind.REVERSE, REVERSAL);
    REFUSALS.put(Kind.REVERSE_TRANSFER, REVERSAL);
    REFUSALS.put(Kind.LIMIT, Set.of("account-closed", "limit-below-use"));
    REFUSALS.put(Kind.RESTRICT, Set.of("account-closed"));
    REFUSALS.put(
        Kind.CLOSE,
        Set.of("account-closed", "account-restricted", "holds-outstanding", "balance-not-zero"));
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

  private static Set<String> both(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
  }

  private static boolean isOfTheContract(Command command, Answer answer) {
    boolean write = command.isWrite();
    boolean dry = command.terms().dry();
    if (answer.isReplay() && !command.isKeyed() || answer.isOfDryRun() && !dry) {
      return false;
    }
    return switch (answer.status()) {
      case 200 -> dry == answer.isOfDryRun() && (!write || command.kind().isSetting());
      case 201 -> write && !command.kind().isSetting();
      case 400 -> command.kind() == Kind.HOLD && answer.problem().equals("invalid-request");
      case 404 ->
          command.kind() == Kind.READ_VERSION && answer.problem().equals("version-not-found");
      case 409 -> write && answer.problem().equals("concurrent-update") && saysWhenToRetry(answer);
      case 412 -> command.isConditional() && answer.problem().equals("version-mismatch");
      case 422 -> REFUSALS.getOrDefault(command.kind(), Set.of()).contains(answer.problem());
      case 503 -> isOutage(write, answer) && saysWhenToRetry(answer);
      default -> false;
    };
  }

  private static boolean isOutage(boolean write, Answer answer) {
    return answer.problem().equals("overloaded") && !answer.leavesOutcomeUnknown()
        || answer.problem().equals("store-unavailable")
            && (write || !answer.leavesOutcomeUnknown());
  }

  private static boolean saysWhenToRetry(Answer answer) {
    return !answer.header("retry-after").isEmpty();
  }
}

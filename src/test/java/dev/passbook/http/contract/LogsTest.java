package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log names the request and the account, but nothing of their content. */
@QuarkusTest
class LogsTest extends PassbookOverHttp {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final LogLines logged = new LogLines();

  @BeforeEach
  void listen() {
    logged.listen();
  }

  @AfterEach
  void leave() {
    logged.leave();
  }

  @Test
  void theContentOfAccountsAndRequestsIsNotLogged() {
    List<String> accounts = PrivateWords.doEverything();

    String text = logged.text();
    assertThat(text, containsString(accounts.get(2)));
    PrivateWords.all().forEach(word -> assertThat(text, not(containsString(word))));
  }

  @Test
  void aClientErrorIsNotLogged() {
    credit(open(), "-1");
    withdraw(open(), "1");
    get("/accounts/" + someId());
    get("/nowhere");

    assertThat(logged.failures(), equalTo(List.of()));
  }

  @Test
  void aFailureIsOneLineWithTheMembersToFindIt() {
    String id = someId();
    rows().created(id).write();
    rows().ofType(id, 2, "BalanceDoubled").write();

    request()
        .header("X-Request-Id", "call-7")
        .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
        .get("/accounts/" + id);

    assertThat(logged.failures().size(), equalTo(1));
    ExtLogRecord line = logged.failures().get(0);
    assertThat(
        line.getMdcCopy()
            .entrySet()
            .containsAll(
                Map.of(
                        "requestId", "call-7",
                        "traceId", TRACE,
                        "account", id,
                        "version", "2",
                        "problemType", "internal-error")
                    .entrySet()),
        equalTo(true));
    assertThat(
        new PatternFormatter("%s").format(line),
        containsString("call-7 GET /accounts/" + id + ": internal-error: "));
  }

  /** A transfer's path names no account, but its failure does. */
  @Test
  void aFailedTransferNamesTheUnreadableAccount() {
    String from = openWith("5");
    String to = someId();
    rows().created(to).write();
    rows().ofType(to, 2, "BalanceDoubled").write();

    transfer(from, to, "5");

    assertThat(logged.failures().size(), equalTo(1));
    assertThat(logged.failures().get(0).getMdcCopy().get("account"), equalTo(to));
  }
}

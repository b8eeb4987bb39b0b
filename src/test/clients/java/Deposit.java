import java.math.BigDecimal;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.AccountsApi;
import org.openapitools.client.api.HistoryApi;
import org.openapitools.client.api.MoneyApi;
import org.openapitools.client.model.BalanceCredited;
import org.openapitools.client.model.InsufficientFunds;
import org.openapitools.client.model.MoveMoney;
import org.openapitools.client.model.WithdrawalRefusal;

/** A deposit, a refusal and a page of history, with the Java client that was generated. */
public class Deposit {
  private static final BigDecimal AMOUNT = new BigDecimal("1234567.89");

  public static void main(String... arguments) throws Exception {
    var client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    // Without a body, the client sends null.
    var id = new AccountsApi(client).openAccount(null, null, null).getId();

    var deposit = new MoveMoney().amount(AMOUNT).reference("Salary");
    var credited = new MoneyApi(client).credit(id, deposit, "\"1\"", "key-" + id, null);
    check(credited.getBalance().compareTo(AMOUNT) == 0, "the deposit is " + credited);

    try {
      new MoneyApi(client)
          .withdraw(id, new MoveMoney().amount(AMOUNT.add(BigDecimal.ONE)), null, null, null);
      check(false, "the withdrawal was not refused");
    } catch (ApiException refused) {
      var why = client.getObjectMapper().readValue(refused.getResponseBody(), WithdrawalRefusal.class);
      check(refused.getCode() == 422, "the status is " + refused.getCode());
      check(why.getActualInstance() instanceof InsufficientFunds, "it is refused with " + why);
      check(why.getInsufficientFunds().getBalance().compareTo(AMOUNT) == 0, "it tells " + why);
    }

    var page = new HistoryApi(client).listEvents(id, null, 2, "desc", null, null);
    var newest = (BalanceCredited) page.getEvents().get(0).getActualInstance();
    check(page.getEvents().size() == 2, "the page is " + page);
    check(newest.getAmount().compareTo(AMOUNT) == 0, "the newest event is " + newest);
    new MoneyApi(client).withdraw(id, new MoveMoney().amount(AMOUNT), null, null, null);
    new AccountsApi(client).closeAccount(id, null, null, null, null);
    System.out.println("java: passed");
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}

package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.emptyIterable;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.Test;

/** Runs the same tests against the package, which never searches the whole table. */
@QuarkusIntegrationTest
class AccountRowsIT extends AccountRowsTest {

  @Test
  void aPackageListsNeitherTheTablesAccountsNorItsIdempotencyRecords() {
    String id = open();

    assertThat(Json.of(get("/accounts")).get("accounts"), emptyIterable());
    assertThat(Json.of(get(rowsOf(id))).has("idempotencyRecords"), equalTo(false));
  }
}

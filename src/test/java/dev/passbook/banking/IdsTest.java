package dev.passbook.banking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final String TEXT = "3b9ac9ff-0000-4000-8000-00000000000a";
  private static final UUID ID = UUID.fromString(TEXT);

  @Test
  void anAccountIdNamesOneStreamInEitherCase() {
    assertEquals(Optional.of(ID), AccountIds.parse(TEXT));
    assertEquals(Optional.of(ID), AccountIds.parse(TEXT.toUpperCase(Locale.ROOT)));
    assertEquals("account-" + TEXT, AccountIds.stream(ID).value());
    assertEquals(TEXT, AccountIds.of(AccountIds.stream(ID)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "3b9ac9ff-0000-4000-8000-00000000000",
        "3b9ac9ff-0000-4000-8000-00000000000a0",
        "3b9ac9ff00004000800000000000000a",
        "3b9ac9fg-0000-4000-8000-00000000000a",
        " 3b9ac9ff-0000-4000-8000-00000000000a"
      })
  void aTextThatIsNoUuidNamesNoAccount(String text) {
    assertEquals(Optional.empty(), AccountIds.parse(text));
  }

  @Test
  void aTransfersIdLeadsToItsFirstLeg() {
    var id = new TransferId(ID, 42);

    assertEquals(TEXT + "-42", id.toString());
    assertEquals(Optional.of(id), TransferId.parse(id.toString()));
    assertEquals(
        Optional.of(new TransferId(ID, 999_999_999_999_999_999L)),
        TransferId.parse(TEXT + "-999999999999999999"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-0", "-042", "-", "--1", "-1000000000000000000", "-1x"})
  void anInvalidTransferIdIsRejected(String end) {
    assertEquals(Optional.empty(), TransferId.parse(TEXT + end));
  }
}

package dev.passbook.eventstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void aFailureWithoutAMessageIsDescribedByItsType() {
    assertEquals("TimeoutException", FailureText.of(new TimeoutException()));
    assertEquals("ClosedChannelException", FailureText.of(new ClosedChannelException()));
    assertEquals("IllegalStateException", FailureText.of(new IllegalStateException(" ")));
    assertEquals("RuntimeException", FailureText.of(new RuntimeException("null")));
  }

  @Test
  void aMessageIsKept() {
    assertEquals("no answer", FailureText.of(new TimeoutException("no answer")));
  }
}

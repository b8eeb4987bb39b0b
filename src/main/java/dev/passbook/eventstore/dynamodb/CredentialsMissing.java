package dev.passbook.eventstore.dynamodb;

import dev.passbook.eventstore.FailureText;

/** There are no AWS credentials, or not yet: nothing can be signed, so nothing is sent. */
final class CredentialsMissing extends RuntimeException {
  private static final long serialVersionUID = 1;

  CredentialsMissing(Throwable cause) {
    super(cause == null ? "AWS credentials are still being fetched" : FailureText.of(cause), cause);
  }
}

package dev.passbook.eventstore.dynamodb.calls;

import dev.passbook.eventstore.FailureText;

/** There are no AWS credentials yet, or none at all. The call can't be signed and is not sent. */
final class CredentialsMissing extends RuntimeException {
  private static final long serialVersionUID = 1;

  CredentialsMissing(Throwable cause) {
    super(cause == null ? "AWS credentials are still being fetched" : FailureText.of(cause), cause);
  }
}

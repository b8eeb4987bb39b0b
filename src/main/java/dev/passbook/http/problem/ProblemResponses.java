package dev.passbook.http.problem;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** Builds the responses of resources for problems. */
public final class ProblemResponses {
  private static final String RETRY_AFTER_SECONDS = "1";

  private ProblemResponses() {}

  /**
   * @param instance the request's path
   */
  public static Response of(Problem problem, String instance) {
    return retryAfter(RETRY_AFTER_SECONDS, problem, instance);
  }

  /** Returns a response that asks the client to wait this long. */
  public static Response retryAfter(String seconds, Problem problem, String instance) {
    var response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.json(instance));
    if (problem.isWorthRetrying()) {
      response.header(HttpHeaders.RETRY_AFTER, seconds);
    }
    return response.build();
  }
}

package dev.passbook.http.problem;

import java.util.List;

/**
 * What is wrong with one part of a request.
 *
 * @param field a member of the body, a query parameter or a header, or an empty text for the whole
 *     body
 */
public record Violation(String field, String message) {
  public static Problem problem(List<Violation> violations) {
    var first = violations.get(0);
    var detail = first.field().isEmpty() ? first.message() : first.field() + " " + first.message();
    return Problem.of(
        ProblemType.INVALID_REQUEST,
        detail,
        members -> {
          var list = members.putArray("violations");
          violations.forEach(
              violation ->
                  list.addObject()
                      .put("field", violation.field())
                      .put("message", violation.message()));
        });
  }
}

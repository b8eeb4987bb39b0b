package dev.passbook.http;

import java.util.List;

/** The request is refused at the edge, before anything was asked of the bank. */
class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  RefusedRequest(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  static RefusedRequest invalid(Violation... violations) {
    return new RefusedRequest(Violation.problem(List.of(violations)));
  }

  Problem problem() {
    return problem;
  }
}

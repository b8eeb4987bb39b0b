package dev.passbook.http.problem;

import java.util.List;

/** The request is refused at the edge, before the bank is called. */
public class RefusedRequest extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public RefusedRequest(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public static RefusedRequest invalid(Violation... violations) {
    return new RefusedRequest(Violation.problem(List.of(violations)));
  }

  public Problem problem() {
    return problem;
  }
}

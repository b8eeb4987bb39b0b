package dev.passbook.decider;

/** There was too much to do before this command's turn came. Nothing was decided or applied. */
public class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1;

  Overloaded(String why) {
    super(why, null, false, false);
  }
}

package dev.passbook.moves.importing;

/** A file or table is missing, or has another form than an import expects. */
public final class UnreadableSource extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableSource(Object source, String what) {
    super(source + " can't be read: " + what);
  }
}

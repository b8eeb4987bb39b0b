package dev.passbook.moves.importing;

import java.nio.file.Path;

/** A file is missing or has another form than an import expects. */
public final class UnreadableFile extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnreadableFile(Path file, String what) {
    super(file + " can't be read: " + what);
  }
}

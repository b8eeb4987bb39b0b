package dev.passbook.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.passbook.docs.Document.Link;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks the links and commands in the documents. */
class DocumentsTest {
  private static final List<Document> ALL = Document.all();
  private static final Path CONTENTS = Path.of("src", "docs", "README.md");

  @Test
  void everyLinkLeadsSomewhere() {
    var broken =
        ALL.stream()
            .flatMap(document -> document.links().stream())
            .filter(link -> !link.leavesTheRepository() && !leadsSomewhere(link))
            .map(link -> link.in().path() + ": " + link.target())
            .toList();

    assertEquals(List.of(), broken);
  }

  private static boolean leadsSomewhere(Link link) {
    return Files.exists(link.file())
        && (link.anchor().isEmpty()
            || Document.read(link.file()).anchors().contains(link.anchor()));
  }

  @Test
  void theTableOfContentsHasEveryPage() {
    var listed =
        Document.read(CONTENTS).links().stream().map(Link::file).collect(Collectors.toSet());

    for (var document : ALL) {
      var path = document.path();
      assertTrue(path.equals(CONTENTS) || listed.contains(path), path::toString);
    }
  }

  @Test
  void everyProfileOfACommandExists() throws IOException {
    var pom = Files.readString(Path.of("pom.xml"));

    for (var document : ALL) {
      document.words().stream()
          .filter(word -> word.startsWith("-P"))
          .map(word -> word.substring(2))
          .forEach(name -> assertTrue(pom.contains("<id>" + name + "</id>"), name));
    }
  }
}

package dev.passbook.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A Markdown file with its links, headings and command words. */
record Document(Path path, List<String> prose, List<String> code) {
  private static final String FENCE = "```";
  private static final String LINK = "](";

  /** A link with its target as written. */
  record Link(Document in, String target) {
    boolean leavesTheRepository() {
      return target.startsWith("https://") || target.startsWith("http://");
    }

    /** Returns the file or folder that the link points to. */
    Path file() {
      var name = target.split("#", 2)[0];
      var path = in.path();
      return name.isEmpty() ? path : path.resolveSibling(name).normalize();
    }

    /** Returns the anchor of the target heading, or an empty string for the whole file. */
    String anchor() {
      var parts = target.split("#", 2);
      return parts.length == 1 ? "" : parts[1];
    }
  }

  /** Returns the documents for readers of the repository. */
  static List<Document> all() {
    try (Stream<Path> pages = Files.walk(Path.of("src", "docs"))) {
      var readmes = Stream.of(Path.of("README.md"), Path.of("deploy", "README.md"));
      return Stream.concat(readmes, pages.filter(page -> page.toString().endsWith(".md")).sorted())
          .map(Document::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Document read(Path path) {
    try {
      var prose = new ArrayList<String>();
      var code = new ArrayList<String>();
      var fenced = false;
      for (var line : Files.readAllLines(path)) {
        if (line.startsWith(FENCE)) {
          fenced = !fenced;
        } else {
          (fenced ? code : prose).add(line);
        }
      }
      return new Document(path, prose, code);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Link> links() {
    var links = new ArrayList<Link>();
    // A line break may occur in a link's text but not in its target.
    for (var line : prose) {
      for (int at = line.indexOf(LINK); at >= 0; at = line.indexOf(LINK, at + 1)) {
        var begin = at + LINK.length();
        links.add(new Link(this, line.substring(begin, line.indexOf(')', begin))));
      }
    }
    return links;
  }

  /** Returns the anchors of the headings, as GitHub generates them. */
  List<String> anchors() {
    return prose.stream().filter(line -> line.startsWith("#")).map(Document::anchor).toList();
  }

  /** Returns the words of the commands in code blocks and in sentences. */
  List<String> words() {
    return Stream.concat(prose.stream(), code.stream())
        .flatMap(line -> Arrays.stream(line.split("[\\s`|,;()]+")))
        .toList();
  }

  private static String anchor(String heading) {
    var title = heading.substring(heading.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
    var anchor = new StringBuilder();
    title
        .codePoints()
        .filter(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-' || c == '_')
        .forEach(c -> anchor.appendCodePoint(c == ' ' ? '-' : c));
    return anchor.toString();
  }
}

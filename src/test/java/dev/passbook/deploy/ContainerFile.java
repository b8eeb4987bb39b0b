package dev.passbook.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The instructions of a container file, one a line. */
public record ContainerFile(List<Instruction> instructions) {
  private static final Path FOLDER = Path.of("deploy", "docker");

  /** An instruction and its arguments. */
  public record Instruction(String name, String arguments) {}

  public static ContainerFile read(String name) {
    try {
      return new ContainerFile(
          Files.readAllLines(FOLDER.resolve(name)).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> line.split(" ", 2))
              .map(words -> new Instruction(words[0], words[1]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<String> all(String name) {
    return instructions.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::arguments)
        .toList();
  }

  /** Returns the only instruction of this name. */
  public String one(String name) {
    List<String> found = all(name);
    if (found.size() != 1) {
      throw new IllegalStateException(name + " " + found);
    }
    return found.get(0);
  }

  /** Returns the words of an instruction in exec form. */
  public List<String> words(String name) {
    try {
      return List.of(new ObjectMapper().readValue(one(name), String[].class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(name + " is not in exec form: " + one(name), e);
    }
  }

  /** Returns the files copied from the build, without options and destinations. */
  public List<String> copied() {
    return all("COPY").stream()
        .map(arguments -> arguments.replaceAll("--\\S+ ", "").split(" ")[0])
        .toList();
  }
}

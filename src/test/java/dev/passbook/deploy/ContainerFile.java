package dev.passbook.deploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The instructions of a container file, one a line.
 *
 * @param instructions those of the image: its last stage, and the stage that this one builds on
 * @param training those of the stage whose result alone is in the image
 */
public record ContainerFile(List<Instruction> instructions, List<Instruction> training) {
  private static final Path FOLDER = Path.of("deploy", "docker");

  /** An instruction and its arguments. */
  public record Instruction(String name, String arguments) {}

  public static ContainerFile read(String name) {
    List<List<Instruction>> stages = new ArrayList<>();
    for (Instruction instruction : lines(name)) {
      if (instruction.name().equals("FROM")) {
        stages.add(new ArrayList<>());
      }
      stages.get(stages.size() - 1).add(instruction);
    }
    return switch (stages.size()) {
      case 1 -> new ContainerFile(stages.get(0), List.of());
      case 3 -> new ContainerFile(joined(stages.get(0), stages.get(2)), stages.get(1));
      default -> throw new IllegalStateException(name + " has " + stages.size() + " stages");
    };
  }

  private static List<Instruction> lines(String name) {
    try {
      return Files.readAllLines(FOLDER.resolve(name)).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .map(words -> new Instruction(words[0], words[1]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Instruction> joined(List<Instruction> base, List<Instruction> last) {
    String[] from = base.get(0).arguments().split(" AS ");
    if (!last.get(0).arguments().equals(from[1])) {
      throw new IllegalStateException("the last stage is not built on " + from[1]);
    }
    List<Instruction> all = new ArrayList<>(base);
    all.set(0, new Instruction("FROM", from[0]));
    all.addAll(last.subList(1, last.size()));
    return all;
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
    return Stream.concat(instructions.stream(), training.stream())
        .filter(instruction -> instruction.name().equals("COPY"))
        .map(Instruction::arguments)
        .filter(arguments -> !arguments.startsWith("--from="))
        .map(arguments -> arguments.replaceAll("--\\S+ ", "").split(" ")[0])
        .toList();
  }
}

package dev.passbook.deploy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.passbook.deploy.StrictYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Renders a folder as {@code kubectl kustomize} does, as far as the folders here use Kustomize. It
 * refuses fields that it doesn't know.
 */
final class Kustomization {
  static final Path FOLDER = Path.of("deploy", "kubernetes");

  private static final String FILE = "kustomization.yaml";
  private static final Set<String> FIELDS =
      Set.of(
          "apiVersion",
          "kind",
          "components",
          "configMapGenerator",
          "images",
          "namespace",
          "patches",
          "resources");

  private final List<ObjectNode> objects = new ArrayList<>();
  private final Map<String, GeneratedConfigMap> configMaps = new TreeMap<>();

  private Kustomization() {}

  /** Returns the objects as they would be applied. */
  static List<ObjectNode> render(Path folder) {
    Kustomization kustomization = new Kustomization();
    String namespace = kustomization.accumulate(folder);
    kustomization.configMaps.values().forEach(map -> kustomization.finish(map, namespace));
    return kustomization.objects;
  }

  /** Applies resources first, then components, generators, patches, images and the namespace. */
  private String accumulate(Path folder) {
    JsonNode file = StrictYaml.plain().document(folder.resolve(FILE));
    file.fieldNames().forEachRemaining(field -> require(FIELDS.contains(field), folder, field));
    texts(file, "resources").forEach(resource -> add(folder.resolve(resource)));
    texts(file, "components").forEach(component -> accumulate(folder.resolve(component)));
    file.path("configMapGenerator").forEach(generator -> generate(folder, generator));
    file.path("patches").forEach(patch -> patch(folder.resolve(patch.path("path").asText())));
    file.path("images").forEach(this::rename);
    String namespace = file.path("namespace").asText();
    objects.forEach(object -> place(object, namespace));
    return namespace;
  }

  private void add(Path resource) {
    if (Files.isDirectory(resource)) {
      accumulate(resource);
    } else {
      StrictYaml.plain().documents(resource).forEach(object -> objects.add((ObjectNode) object));
    }
  }

  private void generate(Path folder, JsonNode generator) {
    String name = generator.path("name").asText();
    Map<String, String> settings = new TreeMap<>();
    texts(generator, "envs")
        .map(folder::resolve)
        .flatMap(Kustomization::lines)
        .forEach(put(settings));
    texts(generator, "literals").forEach(put(settings));
    boolean merges = generator.path("behavior").asText("create").equals("merge");
    require(merges == configMaps.containsKey(name), folder, "configMapGenerator.behavior");
    GeneratedConfigMap there =
        configMaps.getOrDefault(name, new GeneratedConfigMap(name, Map.of()));
    configMaps.put(name, there.with(settings));
  }

  private static Consumer<String> put(Map<String, String> settings) {
    return line -> {
      int equals = line.indexOf('=');
      settings.put(line.substring(0, equals), line.substring(equals + 1));
    };
  }

  private void patch(Path file) {
    ObjectNode patch = (ObjectNode) StrictYaml.plain().document(file);
    ObjectNode target =
        objects.stream()
            .filter(object -> id(object).equals(id(patch)))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(file + " patches nothing"));
    StrategicMerge.apply(patch, target);
  }

  private void rename(JsonNode image) {
    String name = image.path("name").asText();
    containers()
        .filter(container -> container.path("image").asText().equals(name))
        .forEach(
            container ->
                container.put(
                    "image",
                    image.path("newName").asText(name) + ":" + image.path("newTag").asText()));
  }

  private static void place(ObjectNode object, String namespace) {
    if (!namespace.isEmpty() && !object.path("kind").asText().equals("Namespace")) {
      ((ObjectNode) object.get("metadata")).put("namespace", namespace);
    }
  }

  /** A generated ConfigMap's content, and so its name, is known only now. */
  private void finish(GeneratedConfigMap map, String namespace) {
    ObjectNode object = map.object();
    place(object, namespace);
    containers()
        .flatMap(container -> stream(container.path("envFrom")))
        .map(source -> source.path("configMapRef"))
        .filter(reference -> reference.path("name").asText().equals(map.name()))
        .forEach(reference -> ((ObjectNode) reference).put("name", map.hashedName()));
    objects.add(object);
  }

  private Stream<ObjectNode> containers() {
    return objects.stream()
        .flatMap(object -> stream(object.at("/spec/template/spec/containers")))
        .map(ObjectNode.class::cast);
  }

  /** Returns the identity of an object within one rendering. */
  static String id(JsonNode object) {
    return object.path("kind").asText() + " " + object.at("/metadata/name").asText();
  }

  static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static Stream<String> texts(JsonNode node, String field) {
    return stream(node.path(field)).map(JsonNode::asText);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require(boolean sound, Path folder, String what) {
    if (!sound) {
      throw new IllegalArgumentException(folder + ": this reader does not know " + what);
    }
  }
}

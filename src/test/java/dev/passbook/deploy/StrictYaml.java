package dev.passbook.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML as a JSON tree and refuses everything that two readers may interpret differently: a
 * duplicate key, an anchor, an unknown tag, a date, {@code yes}, {@code 0644}.
 */
public final class StrictYaml {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, String> functions;

  private StrictYaml(Map<String, String> functions) {
    this.functions = functions;
  }

  public static StrictYaml plain() {
    return new StrictYaml(Map.of());
  }

  /**
   * @param functions maps a tag such as {@code !Sub} to its full name
   */
  public static StrictYaml with(Map<String, String> functions) {
    return new StrictYaml(functions);
  }

  public JsonNode document(Path file) {
    List<JsonNode> documents = documents(file);
    if (documents.size() != 1) {
      throw new IllegalArgumentException(file + " holds " + documents.size() + " documents");
    }
    return documents.get(0);
  }

  public List<JsonNode> documents(Path file) {
    try {
      return documents(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  public List<JsonNode> documents(String text) {
    Iterable<Node> nodes =
        new Yaml(new SafeConstructor(new LoaderOptions())).composeAll(new StringReader(text));
    return StreamSupport.stream(nodes.spliterator(), false).map(this::tree).toList();
  }

  private JsonNode tree(Node node) {
    require(node.getAnchor() == null, node, "an anchor");
    String tag = node.getTag().getValue();
    if (functions.containsKey(tag)) {
      return JSON.objectNode().set(functions.get(tag), argument(tag, node));
    }
    if (node instanceof MappingNode mapping) {
      require(node.getTag().equals(Tag.MAP), node, "the tag " + tag);
      return object(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      require(node.getTag().equals(Tag.SEQ), node, "the tag " + tag);
      return array(sequence);
    }
    return scalar((ScalarNode) node);
  }

  /** CloudFormation's exception: {@code !GetAtt A.B} is a list of two. */
  private JsonNode argument(String tag, Node node) {
    if (node instanceof MappingNode mapping) {
      return object(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return array(sequence);
    }
    String text = ((ScalarNode) node).getValue();
    if (!tag.equals("!GetAtt")) {
      return JSON.textNode(text);
    }
    int dot = text.indexOf('.');
    require(dot > 0, node, "!GetAtt without an attribute");
    return JSON.arrayNode().add(text.substring(0, dot)).add(text.substring(dot + 1));
  }

  private ObjectNode object(MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    mapping
        .getValue()
        .forEach(
            entry -> {
              Node keyNode = entry.getKeyNode();
              require(keyNode instanceof ScalarNode, keyNode, "a key that is no text");
              String key = ((ScalarNode) keyNode).getValue();
              require(!key.equals("<<"), keyNode, "a merge key");
              require(!object.has(key), keyNode, "a second \"" + key + "\"");
              object.set(key, tree(entry.getValueNode()));
            });
    return object;
  }

  private ArrayNode array(SequenceNode sequence) {
    ArrayNode array = JSON.arrayNode();
    sequence.getValue().forEach(item -> array.add(tree(item)));
    return array;
  }

  private static JsonNode scalar(ScalarNode node) {
    Tag tag = node.getTag();
    String text = node.getValue();
    if (tag.equals(Tag.STR)) {
      return JSON.textNode(text);
    }
    if (tag.equals(Tag.NULL)) {
      require(text.isEmpty(), node, "a null that looks like a value");
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      require(text.matches("true|false"), node, "the ambiguous value " + text);
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.INT)) {
      require(text.matches("-?(0|[1-9][0-9]*)"), node, "the ambiguous number " + text);
      long number = Long.parseLong(text);
      return number == (int) number ? JSON.numberNode((int) number) : JSON.numberNode(number);
    }
    require(tag.equals(Tag.FLOAT), node, "the tag " + tag.getValue());
    require(text.matches("-?[0-9]+\\.[0-9]+"), node, "the ambiguous number " + text);
    return JSON.numberNode(new BigDecimal(text));
  }

  private static void require(boolean sound, Node node, String what) {
    if (!sound) {
      throw new IllegalArgumentException(
          "line %d has %s".formatted(node.getStartMark().getLine() + 1, what));
    }
  }
}

package dev.passbook.deploy.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.passbook.deploy.StrictYaml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A CloudFormation template as a tree, with its references. */
record Template(JsonNode tree) {
  static final Path FILE = Path.of("deploy", "lambda", "template.yaml");

  /** The relay's stack, which is separate from the service's. */
  static final Path RELAY = FILE.resolveSibling("relay.yaml");

  /** The stack of the service as it is, behind an API that streams. */
  static final Path STREAMING = FILE.resolveSibling("streaming.yaml");

  /** The table's stack, which outlives the others. */
  static final Path TABLE = Path.of("deploy", "table", "template.yaml");

  private static final StrictYaml YAML =
      StrictYaml.with(
          Map.of(
              "!Ref", "Ref",
              "!GetAtt", "Fn::GetAtt",
              "!Sub", "Fn::Sub",
              "!If", "Fn::If",
              "!Not", "Fn::Not",
              "!Equals", "Fn::Equals",
              "!Join", "Fn::Join",
              "!Select", "Fn::Select",
              "!Split", "Fn::Split"));

  private static final Set<String> PSEUDO_PARAMETERS =
      Set.of(
          "AWS::AccountId",
          "AWS::NoValue",
          "AWS::Partition",
          "AWS::Region",
          "AWS::StackId",
          "AWS::StackName",
          "AWS::URLSuffix");

  private static final Set<String> WITH_AN_ARN =
      Set.of(
          "AWS::DynamoDB::Table",
          "AWS::IAM::Role",
          "AWS::Kinesis::Stream",
          "AWS::Logs::LogGroup",
          "AWS::QuickSight::DataSet",
          "AWS::QuickSight::DataSource",
          "AWS::QuickSight::Template",
          "AWS::S3::Bucket",
          "AWS::SQS::Queue",
          "AWS::Serverless::CapacityProvider",
          "AWS::Serverless::Function");

  /** The attributes of a resource type besides its own reference and its ARN. */
  private static final Map<String, Set<String>> OTHER_ATTRIBUTES =
      Map.of(
          "AWS::DynamoDB::Table", Set.of("StreamArn"),
          "AWS::IAM::Role", Set.of("RoleId"),
          "AWS::SQS::Queue", Set.of("QueueName", "QueueUrl"),
          "AWS::Serverless::Function", Set.of("Alias"));

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^!}][^}]*)}");

  static Template read() {
    return at(FILE);
  }

  static Template relay() {
    return at(RELAY);
  }

  static Template table() {
    return at(TABLE);
  }

  static Template at(Path file) {
    return new Template(YAML.document(file));
  }

  /** Returns every stack of the folder {@code deploy}. */
  static List<Template> all() {
    return Stream.concat(
            Stream.of(TABLE, FILE, STREAMING, RELAY),
            Stream.of("template.yaml", "reports.yaml", "dashboard.yaml")
                .map(Path.of("deploy", "analytics")::resolve))
        .map(Template::at)
        .toList();
  }

  static Template of(String text) {
    return new Template(YAML.documents(text).get(0));
  }

  JsonNode parameter(String name) {
    return tree.path("Parameters").path(name);
  }

  JsonNode properties(String resource) {
    return tree.path("Resources").path(resource).path("Properties");
  }

  /** Returns the statement of a managed policy that has this {@code Sid}. */
  JsonNode statement(String policy, String sid) {
    for (JsonNode statement : properties(policy).at("/PolicyDocument/Statement")) {
      if (statement.path("Sid").asText().equals(sid)) {
        return statement;
      }
    }
    throw new AssertionError(policy + " has no statement " + sid);
  }

  List<JsonNode> resources(String type) {
    return StreamSupport.stream(tree.path("Resources").spliterator(), false)
        .filter(resource -> resource.path("Type").asText().equals(type))
        .toList();
  }

  /** Returns every reference to something missing and every declaration that is unused. */
  List<String> looseEnds() {
    List<String> loose = new ArrayList<>();
    Set<String> used = new HashSet<>();
    BiConsumer<String, JsonNode> visitor =
        (function, argument) -> {
          for (String reference : references(function, argument)) {
            used.add(reference.split("\\.")[0]);
            if (!isThere(function, reference)) {
              loose.add(function + " " + reference);
            }
          }
        };
    functions(tree, visitor);
    // Deeper in the tree, policies and state machines have conditions of their own.
    for (String section : List.of("Resources", "Outputs")) {
      for (JsonNode declared : tree.path(section)) {
        if (declared.has("Condition")) {
          visitor.accept("Condition", declared.path("Condition"));
        }
      }
    }
    for (String section : List.of("Parameters", "Conditions")) {
      tree.path(section)
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!used.contains(name)) {
                  loose.add("unused " + name);
                }
              });
    }
    return loose;
  }

  private static List<String> references(String function, JsonNode argument) {
    return switch (function) {
      case "Ref", "DependsOn" -> List.of(argument.asText());
      case "Fn::GetAtt" -> List.of(argument.get(0).asText() + "." + argument.get(1).asText());
      case "Fn::If" -> List.of(argument.get(0).asText());
      case "Condition" -> List.of(argument.asText());
      case "Fn::Sub" -> variables(argument);
      default -> List.of();
    };
  }

  /** Returns the variables of a text, or of a text with a map of variables of its own. */
  private static List<String> variables(JsonNode sub) {
    JsonNode text = sub.isArray() ? sub.get(0) : sub;
    return VARIABLE
        .matcher(text.asText())
        .results()
        .map(result -> result.group(1))
        .filter(name -> !sub.path(1).has(name))
        .toList();
  }

  private boolean isThere(String function, String reference) {
    if (function.equals("Fn::If") || function.equals("Condition")) {
      return tree.path("Conditions").has(reference);
    }
    int dot = reference.indexOf('.');
    if (dot > 0) {
      String type = tree.path("Resources").path(reference.substring(0, dot)).path("Type").asText();
      String attribute = reference.substring(dot + 1);
      return attribute.equals("Arn")
          ? WITH_AN_ARN.contains(type)
          : OTHER_ATTRIBUTES.getOrDefault(type, Set.of()).contains(attribute);
    }
    return tree.path("Resources").has(reference)
        || !function.equals("DependsOn")
            && (tree.path("Parameters").has(reference) || PSEUDO_PARAMETERS.contains(reference));
  }

  private static void functions(JsonNode node, BiConsumer<String, JsonNode> visitor) {
    node.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              if (name.equals("Ref") || name.startsWith("Fn::") || name.equals("DependsOn")) {
                visitor.accept(name, member.getValue());
              }
            });
    node.forEach(child -> functions(child, visitor));
  }

  /** Returns the text of a {@code !Sub} with every variable replaced by its own name. */
  static String substituted(JsonNode sub) {
    return VARIABLE.matcher(sub.path("Fn::Sub").asText()).replaceAll("$1");
  }

  /** Returns a reference to a resource or parameter. */
  static JsonNode ref(String name) {
    return JsonNodeFactory.instance.objectNode().put("Ref", name);
  }

  static JsonNode attribute(String name, String attribute) {
    JsonNode path = JsonNodeFactory.instance.arrayNode().add(name).add(attribute);
    return JsonNodeFactory.instance.objectNode().set("Fn::GetAtt", path);
  }

  /** Returns the names of an object's members, in a new set that the caller may change. */
  static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Returns the texts in a list, or a single text. */
  static Set<String> texts(JsonNode list) {
    if (list.isTextual()) {
      return Set.of(list.asText());
    }
    Set<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}

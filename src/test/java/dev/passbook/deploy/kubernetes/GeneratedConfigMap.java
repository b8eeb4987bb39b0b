package dev.passbook.deploy.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A ConfigMap that Kustomize generates, whose name ends in a hash of its content. */
record GeneratedConfigMap(String name, Map<String, String> data) {
  /** Returns the map with an overlay's settings added. */
  GeneratedConfigMap with(Map<String, String> more) {
    Map<String, String> merged = new TreeMap<>(data);
    merged.putAll(more);
    return new GeneratedConfigMap(name, merged);
  }

  String hashedName() {
    return name + "-" + hash();
  }

  ObjectNode object() {
    ObjectNode object =
        JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "ConfigMap");
    object.putObject("metadata").put("name", hashedName());
    ObjectNode members = object.putObject("data");
    data.forEach(members::put);
    return object;
  }

  /**
   * Returns the first ten digits of the SHA-256, with those replaced that could spell a word.
   * Kustomize doesn't hash the name.
   */
  private String hash() {
    ObjectNode hashed = JsonNodeFactory.instance.objectNode();
    ObjectNode members = hashed.putObject("data");
    new TreeMap<>(data).forEach(members::put);
    hashed.put("kind", "ConfigMap").put("name", "");
    return sha256(hashed.toString())
        .substring(0, 10)
        .chars()
        .mapToObj(GeneratedConfigMap::unambiguous)
        .collect(Collectors.joining());
  }

  private static String unambiguous(int digit) {
    return switch (digit) {
      case '0' -> "g";
      case '1' -> "h";
      case '3' -> "k";
      case 'a' -> "m";
      case 'e' -> "t";
      default -> Character.toString(digit);
    };
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

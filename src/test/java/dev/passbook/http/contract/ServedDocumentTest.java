package dev.passbook.http.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** What is served is the contract that was written, whole. */
@QuarkusTest
class ServedDocumentTest extends PassbookOverHttp {

  @Test
  void theDocumentIsServedWithNothingLost() throws IOException {
    JsonNode served = ServedDocument.tree();

    try (InputStream written =
        ServedDocumentTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      assertThat(served, equalTo(Json.parse(new YAMLMapper().readTree(written).toString())));
    }
  }

  @Test
  void itIsServedAsYamlUnlessAskedOtherwise() {
    assertThat(get("/q/openapi").asString(), containsString("openapi: 3.1"));
  }
}

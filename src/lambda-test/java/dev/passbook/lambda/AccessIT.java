package dev.passbook.lambda;

import dev.passbook.http.access.AccessRules;
import dev.passbook.http.access.GuardedService;
import dev.passbook.http.access.GuardedSettings;
import dev.passbook.localdynamodb.DynamoDbLocalResource;
import dev.passbook.tokens.Issuer;
import dev.passbook.tokens.KeySetServer;
import java.io.IOException;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Runs the access rules against the packaged function behind its gateway. */
class AccessIT extends AccessRules {
  private static final Issuer ISSUER = Issuer.fresh();
  private static KeySetServer keys;
  private static ApiGateway gateway;
  private static FunctionProcess function;

  @BeforeAll
  static void start() {
    keys = new KeySetServer(ISSUER::keySet);
    var settings = new HashMap<>(GuardedSettings.of(keys));
    settings.put("QUARKUS_DYNAMODB_ENDPOINT_OVERRIDE", DynamoDbLocalResource.endpoint().toString());
    settings.put("PASSBOOK_TABLE_CREATE", "true");
    gateway = new ApiGateway(Payload.ofTheBuild());
    gateway.start(0);
    function = FunctionProcess.start(gateway, settings);
  }

  @AfterAll
  static void stop() throws IOException {
    function.close();
    gateway.close();
    keys.close();
  }

  @Override
  protected GuardedService service() {
    return new GuardedService("http://localhost:" + gateway.getPort(), ISSUER);
  }

  @Override
  protected String logged() {
    return function.output();
  }

  @Override
  protected boolean hasLiveEvents() {
    return false;
  }
}

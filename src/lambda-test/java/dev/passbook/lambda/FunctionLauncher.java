package dev.passbook.lambda;

import io.quarkus.amazon.lambda.runtime.AmazonLambdaApi;
import io.quarkus.test.common.ArtifactLauncher;
import io.quarkus.test.common.ListeningAddress;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Starts the function behind its gateway where an integration test would start the service. */
final class FunctionLauncher implements ArtifactLauncher<ArtifactLauncher.InitContext> {
  private final ApiGateway gateway = new ApiGateway(Payload.ofTheBuild());
  private final Map<String, String> settings = new HashMap<>();
  private FunctionProcess function;

  @Override
  public void init(InitContext context) {
    settings.putAll(context.env());
  }

  @Override
  public Optional<ListeningAddress> start() {
    gateway.start(0);
    function = FunctionProcess.start(gateway, settings);
    return Optional.of(new ListeningAddress(gateway.getPort(), "http"));
  }

  @Override
  public LaunchResult runToCompletion(String[] arguments) {
    throw new UnsupportedOperationException("A function is asked again and again.");
  }

  /**
   * The environment alone configures a function, so properties become variables. The exception is
   * the address of Quarkus' own Runtime API, which a native function would prefer to the gateway's.
   */
  @Override
  public void includeAsSysProps(Map<String, String> properties) {
    properties.forEach((name, value) -> settings.put(variable(name), value));
    settings.remove(variable(AmazonLambdaApi.QUARKUS_INTERNAL_AWS_LAMBDA_TEST_API));
  }

  @Override
  public void close() throws IOException {
    function.close();
    gateway.close();
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}

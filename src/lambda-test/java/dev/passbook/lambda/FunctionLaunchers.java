package dev.passbook.lambda;

import io.quarkus.test.common.ArtifactLauncher;
import io.quarkus.test.junit.launcher.ArtifactLauncherProvider;

/** Replaces Quarkus' launchers, which start a jar or a native executable that listens on a port. */
public final class FunctionLaunchers implements ArtifactLauncherProvider {
  @Override
  public boolean supportsArtifactType(String type, String testProfile) {
    return true;
  }

  @Override
  public ArtifactLauncher<? extends ArtifactLauncher.InitContext> create(CreateContext context) {
    return new FunctionLauncher();
  }
}

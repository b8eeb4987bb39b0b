package dev.passbook.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.Version;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A library that depends on an older Netty must not bring back fixed vulnerabilities. */
class NettyVersionTest {
  private static final int MENDED = 138;

  @Test
  void allOfNettyHasOneVersionThatIsRecentEnough() {
    Set<String> versions =
        Version.identify().values().stream()
            .map(Version::artifactVersion)
            .collect(Collectors.toSet());

    assertEquals(1, versions.size(), versions::toString);
    int patch = Integer.parseInt(versions.iterator().next().split("[.]")[2]);
    assertTrue(patch >= MENDED, versions::toString);
  }
}

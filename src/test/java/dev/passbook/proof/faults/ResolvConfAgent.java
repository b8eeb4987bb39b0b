package dev.passbook.proof.faults;

import java.nio.file.Path;

/**
 * Makes a separate process read another file instead of {@code /etc/resolv.conf}, so that a test
 * can put a DNS server in front of the unchanged service.
 */
public final class ResolvConfAgent {
  private static final String READER =
      "io/netty/resolver/dns/UnixResolverDnsServerAddressStreamProvider";

  private static final String FILE = "/etc/resolv.conf";

  private ResolvConfAgent() {}

  /** Returns the JVM option that loads the agent. */
  public static String option(Path resolvConf) {
    return AlteredConstants.option(READER, FILE, resolvConf.toString());
  }
}

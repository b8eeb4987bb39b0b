package dev.passbook.http.connection;

import dev.passbook.http.exchange.HttpConfig;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Adds a {@link ConnectionGuard} to every connection that a server of this process accepts. Vert.x
 * finds this class as a service. A request handler would be too late: it sees neither a broken or
 * endless head nor the bytes that a client sends early.
 */
@RegisterForReflection
public final class GuardedTransport extends JDKTransport {
  @Override
  public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
    super.configure(options, domainSocket, bootstrap);
    var beans = Arc.container();
    bootstrap.childHandler(
        new Guards(
            bootstrap.config().childHandler(),
            beans.instance(HttpConfig.class).get().requestTimeout(),
            beans.instance(ShutdownGate.class).get().stopping()));
  }

  @ChannelHandler.Sharable
  private static final class Guards extends ChannelInitializer<Channel> {
    private static final String TLS = "handshaker";

    private final ChannelHandler server;
    private final Duration patience;
    private final BooleanSupplier stopping;

    private Guards(ChannelHandler server, Duration patience, BooleanSupplier stopping) {
      this.server = server;
      this.patience = patience;
      this.stopping = stopping;
    }

    @Override
    protected void initChannel(Channel channel) {
      var pipeline = channel.pipeline();
      pipeline.addLast(server);
      var bytes = new InboundBuffer(patience, stopping);
      if (pipeline.get(TLS) == null) {
        pipeline.addFirst(bytes);
      } else {
        pipeline.addAfter(TLS, null, bytes);
      }
    }
  }
}

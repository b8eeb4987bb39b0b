package dev.passbook.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Keep-alive connections to a service, all on one thread. They use Netty's codec and nothing else,
 * because the generator takes CPU time from the service on the same cores.
 */
public final class Connections implements AutoCloseable {
  private static final EventLoopGroup LOOP =
      new NioEventLoopGroup(1, new DefaultThreadFactory("load", true));

  private final List<Connection> connections;

  private Connections(List<Connection> connections) {
    this.connections = connections;
  }

  /** Opens one connection for each client. */
  public static Connections open(URI address, int clients) {
    return new Connections(
        IntStream.range(0, clients).mapToObj(client -> connect(address)).toList());
  }

  /**
   * @param next returns a client's next request
   */
  public Operation operation(int expectedStatus, IntFunction<FullHttpRequest> next) {
    return (client, outcome) ->
        connections.get(client).send(next.apply(client), expectedStatus, outcome);
  }

  /** Sends each client's requests to the services in turn. */
  public static Operation inTurn(
      List<Connections> services, int expectedStatus, IntFunction<FullHttpRequest> next) {
    var operations =
        services.stream().map(service -> service.operation(expectedStatus, next)).toList();
    var turns = new int[services.get(0).connections.size()];
    return (client, outcome) ->
        operations.get((client + turns[client]++) % operations.size()).send(client, outcome);
  }

  @Override
  public void close() {
    new ArrayList<>(connections).forEach(Connection::close);
  }

  private static Connection connect(URI address) {
    var connection = new Connection();
    new Bootstrap()
        .group(LOOP)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(new HttpClientCodec(), connection);
              }
            })
        .connect(address.getHost(), address.getPort())
        .syncUninterruptibly();
    return connection;
  }
}

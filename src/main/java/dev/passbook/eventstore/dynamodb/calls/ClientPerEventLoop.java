package dev.passbook.eventstore.dynamodb.calls;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.ThreadExecutorMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * Sends each request over a connection of the caller's event loop. So a call from an event loop
 * never changes its thread: a switch and its wake-ups cost a sixth of a balance's time and CPU. A
 * call from any other thread takes the event loops in turn.
 *
 * <p>The SDK's client takes any free connection of its pool, so each event loop has a client and a
 * pool of its own.
 */
final class ClientPerEventLoop implements SdkAsyncHttpClient {
  private final EventLoopGroup loops;
  private final Map<EventExecutor, SdkAsyncHttpClient> clients = new HashMap<>();

  private ClientPerEventLoop(
      EventLoopGroup loops, NettyNioAsyncHttpClient.Builder client, AttributeMap defaults) {
    this.loops = loops;
    for (var loop : loops) {
      client.eventLoopGroup(SentRequests.noted(new OneLoop((EventLoop) loop)));
      clients.put(loop, client.buildWithDefaults(defaults));
    }
  }

  @Override
  public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
    var here = clients.get(ThreadExecutorMap.currentExecutor());
    return (here == null ? clients.get(loops.next()) : here).execute(request);
  }

  @Override
  public String clientName() {
    return clients.get(loops.next()).clientName();
  }

  @Override
  public void close() {
    // Each may wait some seconds for its connections.
    clients.values().parallelStream().forEach(SdkAsyncHttpClient::close);
  }

  /** A group of one event loop of another group. The SDK accepts groups only, of known classes. */
  private static final class OneLoop extends NioEventLoopGroup {
    OneLoop(EventLoop loop) {
      super(1, loop);
    }

    @Override
    protected EventLoop newChild(Executor loop, Object... settings) {
      return (EventLoop) loop;
    }
  }

  /**
   * Builds such a client.
   *
   * @param client the settings of each event loop's client
   */
  record Builder(EventLoopGroup loops, NettyNioAsyncHttpClient.Builder client)
      implements SdkAsyncHttpClient.Builder<Builder> {
    @Override
    public SdkAsyncHttpClient buildWithDefaults(AttributeMap defaults) {
      return new ClientPerEventLoop(loops, client, defaults);
    }
  }
}

package dev.passbook.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Records the threads that handle a request, at the resource and at the response. */
public class ThreadWitness {
  static final Queue<String> THREADS = new ConcurrentLinkedQueue<>();

  @ServerRequestFilter
  public void asked(ContainerRequestContext request) {
    note(request);
  }

  @ServerResponseFilter
  public void answered(ContainerRequestContext request, ContainerResponseContext response) {
    note(request);
  }

  private static void note(ContainerRequestContext request) {
    THREADS.add(Thread.currentThread().getName() + " for " + request.getMethod());
  }
}

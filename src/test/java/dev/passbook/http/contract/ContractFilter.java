package dev.passbook.http.contract;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;

/** Verifies every response in a test against the OpenAPI document. */
final class ContractFilter implements Filter {
  private final ContractDocument contract;

  ContractFilter(ContractDocument contract) {
    this.contract = contract;
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Response response = context.next(request, expected);
    contract.verify(
        new Exchange(
            request.getMethod(),
            URI.create(request.getURI()).getRawPath(),
            response.statusCode(),
            response.headers().asList().stream()
                .collect(groupingBy(Header::getName, mapping(Header::getValue, toList()))),
            response.asByteArray()));
    return response;
  }
}

package dev.passbook.http.contract;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same, asked of the package that ships. */
@QuarkusIntegrationTest
class RefusedUnderAKeyIT extends RefusedUnderAKeyTest {}

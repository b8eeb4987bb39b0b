package dev.passbook.http.contract;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** Runs the same tests against the package. */
@QuarkusIntegrationTest
class IntegrityIT extends IntegrityTest {}

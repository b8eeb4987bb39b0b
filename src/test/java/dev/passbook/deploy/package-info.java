/**
 * Checks everything that operators and maintainers apply against the service: names, paths, ports,
 * limits and rights are compared with the code, so that they can't drift. These tests know every
 * file under deploy and the workflows, and must not need a cluster, an AWS account or Docker.
 */
package dev.passbook.deploy;

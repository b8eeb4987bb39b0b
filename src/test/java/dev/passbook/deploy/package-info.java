/**
 * What operators and maintainers apply, held against what the service is: names, paths, ports,
 * limits and rights are compared with the code, so that none can drift. Knows every file under
 * deploy and the workflows; must not need a cluster, an AWS account or Docker.
 */
package dev.passbook.deploy;

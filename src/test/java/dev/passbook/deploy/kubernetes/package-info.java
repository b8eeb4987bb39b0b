/**
 * The Kustomize folders: rendered, read strictly into Kubernetes' own types, and compared with the
 * service. Knows no class of the service but its configuration.
 */
package dev.passbook.deploy.kubernetes;

/**
 * Renders the Kustomize folders, reads them strictly into Kubernetes' own types and compares them
 * with the service. It uses no class of the service but its configuration.
 */
package dev.passbook.deploy.kubernetes;

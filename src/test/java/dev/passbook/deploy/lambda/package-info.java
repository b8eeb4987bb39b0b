/**
 * The SAM template: read strictly, its references resolved, its rights and its table compared with
 * the code's. Knows no class of the service but its configuration.
 */
package dev.passbook.deploy.lambda;

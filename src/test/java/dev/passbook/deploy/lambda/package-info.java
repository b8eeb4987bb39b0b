/**
 * Reads the SAM template strictly, resolves its references and compares its rights and its table
 * with the code's. It uses no class of the service but its configuration.
 */
package dev.passbook.deploy.lambda;

/**
 * What whoever runs the service looks at: whether it is ready, and how it is doing. It knows no
 * rule of a bank and no HTTP resource.
 */
package dev.passbook.operations;

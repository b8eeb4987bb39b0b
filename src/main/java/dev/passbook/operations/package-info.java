/**
 * Shows operators whether the service is ready and how it performs, and checks their settings. This
 * room knows no banking rule and no HTTP resource.
 */
package dev.passbook.operations;

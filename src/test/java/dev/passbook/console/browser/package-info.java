/** Uses the console of the packaged service in a browser, as a visitor does. */
package dev.passbook.console.browser;

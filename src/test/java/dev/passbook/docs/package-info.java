/** Checks the documents' links, headings and Maven profiles. It does not check their content. */
package dev.passbook.docs;

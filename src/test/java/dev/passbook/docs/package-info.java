/**
 * That the documents lead where they say: links, headings and the profiles of commands. What the
 * sentences mean is for people to read.
 */
package dev.passbook.docs;

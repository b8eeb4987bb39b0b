/** Wires the rooms together. This package may use every room, and no room uses it. */
package dev.passbook;

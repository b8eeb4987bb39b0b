/** Where the rooms are put together. Every room is below this one, and none knows it. */
package dev.passbook;

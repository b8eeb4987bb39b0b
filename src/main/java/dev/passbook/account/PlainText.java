package dev.passbook.account;

/**
 * Checks that a text shows all that it holds. Invisible characters, or characters that change the
 * reading order, could make one reference look like another on a statement.
 *
 * <p>The ranges are those of Unicode's {@code Default_Ignorable_Code_Point}, plus the line and
 * paragraph separators, but without the variation selectors that emoji and Chinese names need. The
 * list is fixed because each JDK uses another version of Unicode.
 */
public final class PlainText {
  private static final int[][] REFUSED = {
    {0x0000, 0x001F}, // controls
    {0x007F, 0x009F}, // controls
    {0x00AD, 0x00AD}, // soft hyphen
    {0x034F, 0x034F}, // combining grapheme joiner
    {0x061C, 0x061C}, // Arabic letter mark
    {0x115F, 0x1160}, // Hangul fillers
    {0x17B4, 0x17B5}, // Khmer inherent vowels
    {0x180E, 0x180E}, // Mongolian vowel separator
    {0x200B, 0x200F}, // zero-width spaces and joiners, direction marks
    {0x2028, 0x202E}, // separators, embeddings and overrides of direction
    {0x2060, 0x206F}, // word joiner, invisible operators, isolates
    {0x3164, 0x3164}, // Hangul filler
    {0xD800, 0xDFFF}, // half of a surrogate pair, which UTF-8 can't hold
    {0xFEFF, 0xFEFF}, // zero-width no-break space
    {0xFFA0, 0xFFA0}, // halfwidth Hangul filler
    {0xFFF0, 0xFFFB}, // invisible specials, interlinear annotation
    {0x1BCA0, 0x1BCA3}, // shorthand format controls
    {0x1D173, 0x1D17A}, // musical format controls
    {0xE0000, 0xE00FF}, // tags
    {0xE01F0, 0xE0FFF}, // reserved for characters that are not shown
  };

  private PlainText() {}

  public static boolean is(String text) {
    return text.codePoints().noneMatch(PlainText::isRefused);
  }

  private static boolean isRefused(int codePoint) {
    for (var range : REFUSED) {
      if (codePoint <= range[1]) {
        return codePoint >= range[0];
      }
    }
    return false;
  }
}

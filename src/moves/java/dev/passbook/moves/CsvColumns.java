package dev.passbook.moves;

/** The names of the columns in CSV files with histories, which are the same in and out. */
public final class CsvColumns {
  public static final String ACCOUNT = "account";
  public static final String VERSION = "version";
  public static final String AT = "at";
  public static final String TYPE = "type";
  public static final String AMOUNT = "amount";
  public static final String CURRENCY = "currency";
  public static final String BALANCE = "balance";
  public static final String REFERENCE = "reference";
  public static final String OWNER = "owner";

  private CsvColumns() {}
}

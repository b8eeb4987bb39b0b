import { AccountsApi, Configuration, HistoryApi, MoneyApi, ResponseError, WithdrawalRefusalFromJSON } from './index.js';

// A deposit, a refusal and a page of history, with the TypeScript client that was generated.

declare const process: { argv: string[] };

const AMOUNT = 1234567.89;

function check(holds: boolean, what: string, seen: unknown): void {
  if (!holds) {
    throw new Error(`${what} is ${JSON.stringify(seen)}`);
  }
}

async function refusal(withdrawal: Promise<unknown>): Promise<ResponseError> {
  try {
    await withdrawal;
  } catch (refused) {
    if (refused instanceof ResponseError) {
      return refused;
    }
    throw refused;
  }
  throw new Error('the withdrawal was not refused');
}

async function main(basePath: string): Promise<void> {
  const configuration = new Configuration({ basePath });
  const accounts = new AccountsApi(configuration);
  const money = new MoneyApi(configuration);
  const { id } = await accounts.openAccount();

  const moveMoney = { amount: AMOUNT, reference: 'Salary' };
  const credited = await money.credit({ id, moveMoney, ifMatch: '"1"', idempotencyKey: `key-${id}` });
  check(credited.balance === AMOUNT, 'the deposit', credited);

  const refused = await refusal(money.withdraw({ id, moveMoney: { amount: AMOUNT + 1 } }));
  const why = WithdrawalRefusalFromJSON(await refused.response.json());
  check(refused.response.status === 422, 'the status', refused.response.status);
  if (why.type !== 'urn:passbook:problem:insufficient-funds') {
    throw new Error(`it is refused with ${why.type}`);
  }
  check(why.balance === AMOUNT, 'what it tells', why);

  const page = await new HistoryApi(configuration).listEvents({ id, limit: 2, order: 'desc' });
  const newest = page?.events[0];
  if (newest?.type !== 'BalanceCredited') {
    throw new Error(`the newest event is ${newest?.type}`);
  }
  check(newest.amount === AMOUNT && page?.events.length === 2, 'the page', page);
  await money.withdraw({ id, moveMoney: { amount: AMOUNT } });
  await accounts.closeAccount({ id });
  console.log('typescript: passed');
}

main(process.argv[2]);

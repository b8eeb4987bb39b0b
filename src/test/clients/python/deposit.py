"""A deposit, a refusal and a page of history, with the Python client that was generated."""

import sys

import openapi_client
from openapi_client import AccountsApi, HistoryApi, MoneyApi, MoveMoney
from openapi_client.models.withdrawal_refusal import WithdrawalRefusal

AMOUNT = 1234567.89


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def main(url):
    client = openapi_client.ApiClient(openapi_client.Configuration(host=url))
    accounts = AccountsApi(client)
    money = MoneyApi(client)
    account = accounts.open_account().id

    deposit = MoveMoney(amount=AMOUNT, reference="Salary")
    credited = money.credit(account, deposit, if_match='"1"', idempotency_key=f"key-{account}")
    check(credited.balance == AMOUNT, f"the deposit is {credited}")

    try:
        money.withdraw(account, MoveMoney(amount=AMOUNT + 1))
        check(False, "the withdrawal was not refused")
    except openapi_client.ApiException as refused:
        why = WithdrawalRefusal.from_json(refused.body).actual_instance
        check(refused.status == 422, f"the status is {refused.status}")
        check(why.type == "urn:passbook:problem:insufficient-funds", f"it is refused with {why}")
        check(why.balance == AMOUNT, f"it tells {why}")

    page = HistoryApi(client).list_events(account, limit=2, order="desc")
    newest = page.events[0].actual_instance
    check(len(page.events) == 2 and newest.amount == AMOUNT, f"the page is {page}")
    check(isinstance(newest, openapi_client.BalanceCredited), f"the newest event is {newest}")
    money.withdraw(account, MoveMoney(amount=AMOUNT))
    accounts.close_account(account)
    print("python: passed")


main(sys.argv[1])

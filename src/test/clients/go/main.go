// A deposit, a refusal and a page of history, with the Go client that was generated.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"clients/passbook"
)

const amount = 1234567.89

func check(holds bool, what string, seen interface{}) {
	if !holds {
		fmt.Printf("%s is %v\n", what, seen)
		os.Exit(1)
	}
}

func done(err error) {
	check(err == nil, "the error", err)
}

func move(amount float64) passbook.MoveMoney {
	return *passbook.NewMoveMoney(amount)
}

func main() {
	configuration := passbook.NewConfiguration()
	configuration.Servers = passbook.ServerConfigurations{{URL: os.Args[1]}}
	client := passbook.NewAPIClient(configuration)
	ctx := context.Background()

	// Without a body, the client sends null.
	account, _, err := client.AccountsAPI.OpenAccount(ctx).Execute()
	done(err)
	id := account.Id

	deposit := move(amount)
	deposit.SetReference("Salary")
	credited, _, err := client.MoneyAPI.Credit(ctx, id).MoveMoney(deposit).IfMatch(`"1"`).IdempotencyKey("key-" + id).Execute()
	done(err)
	check(credited.GetBalance() == amount, "the deposit", credited.GetBalance())

	_, answer, err := client.MoneyAPI.Withdraw(ctx, id).MoveMoney(move(amount + 1)).Execute()
	check(err != nil && answer.StatusCode == 422, "the answer", answer)
	var why passbook.WithdrawalRefusal
	done(json.Unmarshal(err.(*passbook.GenericOpenAPIError).Body(), &why))
	check(why.InsufficientFunds != nil, "the refusal", why)
	check(why.InsufficientFunds.GetBalance() == amount, "the balance", why.InsufficientFunds.GetBalance())

	page, _, err := client.HistoryAPI.ListEvents(ctx, id).Limit(2).Order("desc").Execute()
	done(err)
	check(len(page.Events) == 2 && page.Events[0].BalanceCredited != nil, "the page", page.Events)
	check(page.Events[0].BalanceCredited.Amount == amount, "the newest event", page.Events[0].BalanceCredited)
	_, _, err = client.MoneyAPI.Withdraw(ctx, id).MoveMoney(move(amount)).Execute()
	done(err)
	_, _, err = client.AccountsAPI.CloseAccount(ctx, id).Execute()
	done(err)
	fmt.Println("go: passed")
}

package dev.passbook.proof.faults;

import io.vertx.core.Future;
import java.time.Duration;

/** The faults that can happen between a service and DynamoDB. */
public enum Fault {
  /** The write is applied, and the connection closes before the response. */
  ANSWER_LOST {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return origin.send(call).map(reply -> Reply.lost());
    }
  },
  /** The write is applied, and the response never arrives. */
  ANSWER_STALLED {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return origin.send(call).compose(reply -> origin.pause(pause)).map(done -> Reply.lost());
    }
  },
  /** The write is applied, and its response is late. */
  ANSWER_LATE {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return origin.send(call).compose(reply -> origin.pause(pause).map(done -> reply));
    }
  },
  /** The write is applied, and the connection is reset in the middle of the response. */
  ANSWER_CUT {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return origin.send(call).map(Reply::cut);
    }
  },
  /** The call never reaches the database. */
  REQUEST_LOST {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return Future.succeededFuture(Reply.lost());
    }
  },
  /** The call never reaches the database, and the connection stays silent. */
  REQUEST_STALLED {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return origin.pause(pause).map(done -> Reply.lost());
    }
  },
  /** The call reaches the database, perhaps after the service gave up on it. */
  REQUEST_DELAYED {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return origin.pause(pause).compose(done -> origin.send(call));
    }
  },
  THROTTLED {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return Future.succeededFuture(
          Reply.error(400, "ProvisionedThroughputExceededException", "Throughput exceeded"));
    }
  },
  THROTTLED_BY_THE_ACCOUNT {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return Future.succeededFuture(Reply.error(400, "ThrottlingException", "Rate exceeded"));
    }
  },
  /** An internal error stops the call. */
  FAILED_BEFORE {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return Future.succeededFuture(internalError());
    }
  },
  /** An internal error follows the write: a 500 says nothing about the outcome. */
  FAILED_AFTER {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return origin.send(call).map(reply -> internalError());
    }
  },
  /** Another transaction holds the item. DynamoDB Local never reports this by itself. */
  CONFLICT {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return Future.succeededFuture(
          call.isTransaction()
              ? Reply.transactionConflict(call.json().getJsonArray("TransactItems").size())
              : Reply.error(400, "TransactionConflictException", "Transaction is ongoing"));
    }

    @Override
    boolean suits(Call call) {
      return call.isWrite();
    }
  },
  /** The first attempt of a transaction with this token is still running. */
  IN_PROGRESS {
    @Override
    Future<Reply> apply(Call call, Origin origin, Duration pause) {
      return Future.succeededFuture(
          Reply.error(400, "TransactionInProgressException", "Transaction in progress"));
    }

    @Override
    boolean suits(Call call) {
      return call.isTransaction();
    }
  };

  abstract Future<Reply> apply(Call call, Origin origin, Duration pause);

  boolean suits(Call call) {
    return call.isAboutItems();
  }

  private static Reply internalError() {
    return Reply.error(500, "InternalServerError", "Internal server error");
  }
}

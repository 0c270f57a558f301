import { BacktestServiceClient, type BacktestResponse } from '@xiaomai/contracts/backtest';
import type { BacktestLine } from '@xiaomai/gateway-api/backtest';
import { createClient, openStream } from '@xiaomai/grpc';
import { err, ok } from '@xiaomai/kernel';

import type { Backtests } from '../../flow/backtests.ts';
import { messagesOf } from '../messages.grpc.ts';
import { linesFromWire } from './backtest-wire.ts';

type Messages = AsyncGenerator<BacktestResponse, void, undefined>;

async function* linesOf(first: IteratorResult<BacktestResponse, void>, rest: Messages): AsyncGenerator<BacktestLine> {
  try {
    if (first.done !== true) yield* linesFromWire(first.value);
    for await (const message of rest) yield* linesFromWire(message);
  } finally {
    await rest.return();
  }
}

export function grpcBacktests(address: string): Backtests {
  const client = createClient(BacktestServiceClient, address);
  return {
    run: async (token, { orgUnit = '', changes = 0, ...order }) => {
      const stream = openStream(client.backtest.bind(client), { ...order, orgUnit, changes }, { token });
      const messages = messagesOf(stream);
      const first = await messages.next();
      const faults = first.done === true ? [] : first.value.faults;
      return faults.length > 0 ? err(faults) : ok(linesOf(first, messages));
    },
    stop: () => {
      client.close();
    },
  };
}

import { BacktestOrder } from '@xiaomai/gateway-api/backtest';
import type { Language } from '@xiaomai/gateway-api/language';
import type { Fault } from '@xiaomai/gateway-api/problem';
import { ok } from '@xiaomai/kernel';

import type { Backtests, PackFault } from '../../flow/backtests.ts';
import { refused } from '../edge/answer.ts';
import { linesOf } from '../edge/lines.ts';
import { bodyOf } from '../edge/parse.ts';
import type { Route } from '../edge/router.ts';

const placeIn = ({ file, line, column }: PackFault): string =>
  [file, ...(line === 0 ? [] : [line, column])].map(String).join(':');

// A fault may stand in a file that was not given: one that needs what a given file no longer has.
function faultOf(fault: PackFault, order: BacktestOrder, language: Language): Fault {
  const { file, line, path, code, value } = fault;
  const index = order.packs.findIndex(({ name }) => name === file);
  const words = language === 'en' ? fault.en : fault.zh;
  return {
    ...(index < 0 ? {} : { pointer: `/packs/${String(index)}/text` }),
    ...(line === 0 ? {} : { line }),
    code: 'invalid-pack',
    detail: `${placeIn(fault)}  ${path}  ${code}: ${words}`,
    ...(value === '' ? {} : { value: value.slice(0, 120) }),
  };
}

/** Trying packs over the stored past before they are in force. */
export const backtestRoutes = (backtests: Pick<Backtests, 'run'>): readonly Route[] => [
  {
    method: 'post',
    path: '/packs/backtest',
    handle: async (asked) => {
      const order = bodyOf(BacktestOrder, asked);
      if (!order.ok) return order;
      const answer = await backtests.run(asked.caller.token, { ...order.value, language: asked.language });
      if (!answer.ok) {
        const errors = answer.reason.map((fault) => faultOf(fault, order.value, asked.language));
        return refused('unprocessable', { errors });
      }
      return ok({
        stream: linesOf(answer.value, 1),
        headers: { 'Content-Type': 'application/x-ndjson; charset=utf-8' },
      });
    },
  },
];

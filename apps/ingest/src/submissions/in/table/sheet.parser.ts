import type { FaultCode } from '@xiaomai/gateway-api/fault-code';
import { faultOf } from '@xiaomai/gateway-api/problem';
import { err, ok, type Result } from '@xiaomai/kernel';
import type { WorkbookFailure, Workbooks } from '../../../templates/flow/workbooks.ts';
import type { Entries, Unreadable } from '../entries.parser.ts';
import { groupFigures, type TableContext } from './group-figures.ts';
import { readFigure } from './read-figure.ts';
import { figuresOfSheet } from './sheet-figures.ts';

const figuresPerTurn = 5_000;

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function unreadable(reason: WorkbookFailure, { language }: TableContext): Result<never, Unreadable> {
  if (reason === 'busy') return err({ problem: 'unavailable', errors: [] });
  return err({ problem: 'submission-refused', errors: [faultOf(reason satisfies FaultCode, language, {})] });
}

/** Reads a filled template: a submission for each unit in which something was filled in. */
export async function parseSheetBody(
  body: Buffer,
  read: Workbooks['read'],
  context: TableContext,
): Promise<Result<Entries, Unreadable>> {
  const sheet = await read(body);
  if (!sheet.ok) return unreadable(sheet.reason, context);
  const { figures, first } = figuresOfSheet(sheet.value);
  const groups = groupFigures(context);
  for (const [n, figure] of figures.entries()) {
    groups.add(readFigure(figure, context.language));
    if (n % figuresPerTurn === figuresPerTurn - 1) await nextTurn();
  }
  if (figures.length > 0) return ok({ entries: groups.entries(), single: false });
  return err({ problem: 'submission-refused', errors: [faultOf('no-values', context.language, first)] });
}

import type { Fault } from '@xiaomai/gateway-api/problem';
import type { CellNote, Workbooks } from '../../../templates/flow/workbooks.ts';
import { workbookType, type Answer, type Sendable } from '../http/answer.ts';

/** A refused workbook as it goes back, red where it has faults; undefined when that cannot be done. */
export type MarkRefused = (body: Buffer, answer: Answer) => Promise<Sendable | undefined>;

type Told = {
  readonly errors?: readonly Fault[];
  readonly receipts?: readonly { readonly errors?: readonly Fault[] }[];
};

function notesOf(answer: Answer): readonly CellNote[] {
  const { errors, receipts = [] } = JSON.parse(answer.body) as Told;
  const faults = errors ?? receipts.flatMap((receipt) => receipt.errors ?? []);
  return faults.flatMap(({ cell, detail, code }) =>
    cell === undefined ? [] : [{ cell, text: `${detail} (${code})` }],
  );
}

/** Makes the marking: only what was refused for what stands in its cells goes back. */
export const markRefused =
  (mark: Workbooks['mark']): MarkRefused =>
  async (body, answer) => {
    const notes = answer.status === 422 || answer.status === 207 ? notesOf(answer) : [];
    const marked = notes.length === 0 ? undefined : await mark(body, notes);
    if (marked?.ok !== true) return undefined;
    return { status: answer.status, contentType: workbookType, body: marked.value };
  };

import type { Append } from '../../log/flow/append.ts';
import {
  accept,
  answerAppended,
  notAppended,
  toAppending,
  type Acceptance,
  type AwaitVerdicts,
  type Push,
  type PushOutcome,
  type PushRequest,
  type Read,
} from './pushing.ts';

/** What storing submissions needs. */
export type PushPorts = Acceptance & {
  readonly append: Append;
  readonly awaitVerdicts: AwaitVerdicts;
  readonly crashPoint: (name: string) => void;
};

/** Makes the acceptance in which each submission stands alone: validate → append → wait for verdicts where asked to. */
export function pushSubmissions(ports: PushPorts): Push {
  const pushOne = async (read: Read, request: PushRequest, place: number): Promise<PushOutcome> => {
    const accepted = accept(read, request, ports);
    if (!accepted.ok) return { kind: 'refused', faults: accepted.reason };
    ports.crashPoint('ingest.after-validate');
    const appended = await ports.append(toAppending(accepted.value, request, place));
    if (!appended.ok) return notAppended(appended.reason);
    return answerAppended(accepted.value, appended.value, { request, awaitVerdicts: ports.awaitVerdicts });
  };

  return (reads, request, firstPlace) => Promise.all(reads.map((read, n) => pushOne(read, request, firstPlace + n)));
}

import { setTimeout as delay } from 'node:timers/promises';
import { call } from './call.ts';
import {
  closedManagement,
  guardsOnDuty,
  installed,
  monthsAgo,
  safety,
  schools,
  submissionId,
  type Figure,
  type Submission,
} from './city.ts';
import type { Stack } from './stack.ts';

/** One push of the journal: what was sent under which mark, and what became of it in the end. */
export type Entry = {
  readonly mark: string;
  readonly submission: Submission;
  /** Sent again after it had been accepted: it must change nothing. */
  readonly isRepeat: boolean;
  attempts: number;
  /** How often it was answered that it should come again later. */
  heldBack: number;
  /** Answers that are neither that nor an outcome. */
  odd: number[];
  outcome: 'unknown' | 'accepted' | 'refused';
  status: string;
  revision: number;
};

export type Load = {
  readonly journal: readonly Entry[];
  /** Ends the stream of new pushes, then pushes on until the outcome of each is known. */
  readonly finish: () => Promise<void>;
};

export type Rate = {
  readonly perSecond: number;
  readonly seed: number;
  /** The newest month of which anything is pushed, so many before the present one. */
  readonly youngest?: number;
};

type Receipt = { readonly status: string; readonly revision: number };

const months = 24;
const firstRetryMs = 250;
const longestRetryMs = 2000;
const timeoutMs = 10_000; // longer than the stack takes to say that its database is away
const repeats = 0.15;
const corrections = 0.3;

// A small generator with a seed, so that a run can be repeated.
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function figuresOf(random: () => number): readonly Figure[] {
  const short = random() < 0.2 ? 1 : 0;
  const points = random() < 0.1 ? { numerator: 0, denominator: 0 } : { numerator: 10, denominator: 10 };
  return [
    guardsOnDuty(4 - short, 4),
    { indicator: closedManagement, numerator: random() < 0.1 ? 0 : 1, denominator: 1 },
    { indicator: installed, ...points },
    { indicator: 'sh-bullying-incidents', value: String(Math.floor(random() * 3)) },
  ];
}

// A mark in the note tells one push from another with the same figures.
async function attempt(stack: Stack, entry: Entry): Promise<void> {
  entry.attempts += 1;
  const options = { bearer: stack.keyOf('cn'), body: entry.submission, timeoutMs };
  const answer = await call<Receipt>(`${stack.url}/api/v1/submissions`, options).catch(() => undefined);
  if (answer === undefined) return;
  if (answer.status === 429 || answer.status >= 500) {
    if (Number(answer.headers.get('retry-after')) > 0) entry.heldBack += 1;
    else entry.odd.push(answer.status);
    return;
  }
  if (answer.status >= 300) entry.odd.push(answer.status);
  entry.outcome = answer.status < 300 ? 'accepted' : 'refused';
  entry.status = answer.body.status;
  entry.revision = answer.body.revision;
}

async function pushUntilKnown(stack: Stack, entry: Entry): Promise<void> {
  for (let retryMs = firstRetryMs; ; retryMs = Math.min(retryMs * 2, longestRetryMs)) {
    await attempt(stack, entry);
    if (entry.outcome !== 'unknown') return;
    await delay(retryMs);
  }
}

/** Submissions of one school and month follow each other, as from one client; all others go side by side. */
type Slot = { readonly orgUnit: string; readonly period: string; last: Entry | undefined; busy: boolean };

function createSlots(youngest: number): readonly Slot[] {
  const periods = Array.from({ length: months }, (_, ago) => monthsAgo(ago + youngest));
  return periods.flatMap((period) => schools.map((orgUnit) => ({ orgUnit, period, last: undefined, busy: false })));
}

function nextEntry(slot: Slot, number: number, random: () => number): Entry {
  const isRepeat = slot.last !== undefined && random() < repeats;
  const mark = isRepeat && slot.last !== undefined ? slot.last.mark : `push ${String(number)}`;
  const fresh = { ...safety(slot.orgUnit, slot.period, figuresOf(random)), note: mark };
  const submission = isRepeat && slot.last !== undefined ? slot.last.submission : fresh;
  return { mark, submission, isRepeat, attempts: 0, heldBack: 0, odd: [], outcome: 'unknown', status: '', revision: 0 };
}

function chooseSlot(slots: readonly Slot[], random: () => number): Slot | undefined {
  const wantsKnown = random() < repeats + corrections;
  const free = (slot: Slot): boolean => !slot.busy && (slot.last !== undefined) === wantsKnown;
  const from = Math.floor(random() * slots.length);
  return slots.slice(from).find(free) ?? slots.find(free) ?? slots.find(({ busy }) => !busy);
}

/** Pushes at a fixed rate whatever becomes of the pushes before (open loop); a push of unknown outcome is tried again. */
export function startLoad(stack: Stack, { perSecond, seed, youngest = 0 }: Rate): Load {
  const random = randomOf(seed);
  const slots = createSlots(youngest);
  const journal: Entry[] = [];
  const running = new Set<Promise<void>>();
  const startedMs = performance.now();
  // False when every slot waits for an answer: then the load falls behind instead of turning in place.
  const pushNext = (): boolean => {
    const slot = chooseSlot(slots, random);
    if (slot === undefined) return false;
    const entry = nextEntry(slot, journal.length, random);
    journal.push(entry);
    slot.busy = true;
    const pushed = pushUntilKnown(stack, entry).finally(() => {
      slot.busy = false;
      slot.last = entry;
      running.delete(pushed);
    });
    running.add(pushed);
    return true;
  };
  const timer = setInterval(() => {
    const due = ((performance.now() - startedMs) / 1000) * perSecond;
    while (journal.length < due && pushNext());
  }, 20);
  return {
    journal,
    finish: async () => {
      clearInterval(timer);
      while (running.size > 0) await Promise.all(running);
    },
  };
}

export const idOf = ({ submission }: Entry): string => submissionId(submission);

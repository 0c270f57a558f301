// The floor of judging: a batch → numerator × 100 < 100 × denominator → one insert of cards → one send.
// Left out: catalogue, tree, targets other than 100 %, the state before (it is remembered, never stored), corrections,
// redelivery, rollups (a count of each period stands for the city's), reasons and names.
import { topics } from './topics.ts';
import { consume, openCollection, openProducer, serve, type Document } from './wire.ts';

type Value = { readonly indicator: string; readonly numerator?: number; readonly denominator?: number };
type Submission = {
  readonly orgUnit: string;
  readonly dataset: string;
  readonly period: string;
  readonly values: readonly Value[];
};

const city = '3307';
const insertMany = await openCollection('cards');
const send = await openProducer();
const failing = new Map<string, string>(); // indicator by org unit
const reported = new Map<string, number>();

const isBreached = ({ numerator = 0, denominator = 0 }: Value): boolean => numerator * 100 < denominator * 100;

/** What others must hear of: a breach, or that one is over. */
function verdictOf({ orgUnit, period, values }: Submission): readonly { key: string; value: string }[] {
  const breached = values.find(isBreached)?.indicator;
  const indicator = breached ?? failing.get(orgUnit);
  if (indicator === undefined) return [];
  if (breached === undefined) failing.delete(orgUnit);
  else failing.set(orgUnit, breached);
  const condition = breached === undefined ? 'resolved' : 'firing';
  return [{ key: orgUnit, value: JSON.stringify({ orgUnit, indicator, period, condition }) }];
}

function countOf(period: string): { key: string; value: string } {
  return { key: city, value: JSON.stringify({ orgUnit: city, period, reported: reported.get(period) }) };
}

await consume({ topics: [topics.accepted], groupId: 'bench-floor-judge' }, async (messages) => {
  const cards: Document[] = [];
  const verdicts: { key: string; value: string }[] = [];
  const periods = new Set<string>();
  for (const { value } of messages) {
    if (value === null) continue;
    const submission = JSON.parse(value.toString()) as Submission;
    const { orgUnit, dataset, period } = submission;
    const verdict = verdictOf(submission);
    cards.push({ _id: `${orgUnit}|${dataset}|${period}`, breached: verdict.length, value });
    verdicts.push(...verdict);
    periods.add(period);
    reported.set(period, (reported.get(period) ?? 0) + 1);
  }
  await insertMany(cards);
  await send([
    { topic: topics.verdicts, messages: verdicts },
    { topic: topics.counts, messages: [...periods].map(countOf) },
  ]);
});
await serve();

import type { TracePart } from '../scorecards.ts';

type Asked = { readonly orgUnit: string; readonly indicator: string; readonly period: string };

/** The JSON of a trace piece by piece, however many submissions it names. */
export async function* traceText(
  { orgUnit, indicator, period }: Asked,
  parts: AsyncIterable<TracePart>,
): AsyncGenerator<string> {
  let isFirst = true;
  let between = '';
  for await (const { figure, steps } of parts) {
    if (isFirst) yield `${JSON.stringify({ orgUnit, indicator, period, figure }).slice(0, -1)},"steps":[`;
    isFirst = false;
    if (steps.length === 0) continue;
    yield between + steps.map((step) => JSON.stringify(step)).join(',');
    between = ',';
  }
  yield isFirst ? JSON.stringify({ orgUnit, indicator, period, figure: null, steps: [] }) : ']}';
}

import {
  ScorecardFigures,
  type CellFigures,
  type GroupCell,
  type UnitFigures,
  type Verdict,
} from '@xiaomai/contracts/scorecard';
import { textReader } from '@xiaomai/contracts/text-reader';
import { percentText } from '@xiaomai/gateway-api/figure';

import { verdictNames } from '../wire/enum-names.ts';
import { instantOrNull } from '../wire/figure.ts';

type Heads = Map<string, string[]>;

const mostHeads = 5_000;
const heads: Readonly<Record<'indicator' | 'group', Heads>> = { indicator: new Map(), group: new Map() };

// An indicator with a verdict is named by every school: that part of the text is made once.
function headOf(what: 'indicator' | 'group', id: string, verdict: Verdict): string {
  const ofId = heads[what].get(id) ?? [];
  if (ofId.length === 0 && heads[what].size < mostHeads) heads[what].set(id, ofId);
  return (ofId[verdict] ??= `{"${what}":${JSON.stringify(id)},"verdict":"${verdictNames[verdict]}"`);
}

function figureText({ indicator, verdict, value, numerator, denominator }: CellFigures): string {
  const head = headOf('indicator', indicator, verdict);
  if (value !== '') return `${head},"value":${JSON.stringify(value)}}`;
  if (denominator === 0 && numerator === 0) return `${head},"value":null}`;
  const percent = percentText(numerator, denominator);
  const shown = percent === null ? 'null' : `"${percent}"`;
  return `${head},"value":${shown},"numerator":${numerator},"denominator":${denominator}}`;
}

const groupText = ({ group, verdict }: GroupCell): string => `${headOf('group', group, verdict)}}`;

function listText<T>(items: readonly T[], textOf: (item: T) => string): string {
  let text = '';
  for (const item of items) text += text === '' ? textOf(item) : `,${textOf(item)}`;
  return `[${text}]`;
}

/** The JSON text of a unit with the figures of its scorecard; without one nothing has come. */
export function unitFiguresText({ orgUnit, name, type, scorecard }: UnitFigures, period: string): string {
  const { cells, groups, ...card } = ScorecardFigures.decode(textReader(scorecard));
  const { revision, missing, late } = card;
  const times = { receivedAt: instantOrNull(card.receivedAt), missing, late, dueAt: instantOrNull(card.dueAt) };
  const unit = JSON.stringify({ orgUnit, name, type, period, revision, ...times }).slice(0, -1);
  return `${unit},"items":${listText(cells, figureText)},"groups":${listText(groups, groupText)}}`;
}

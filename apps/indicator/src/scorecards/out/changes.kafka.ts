import { Comparator, Severity } from '@xiaomai/contracts/catalogue';
import type { VerdictChanged, VerdictItem } from '@xiaomai/contracts/scorecard';
import { topics } from '@xiaomai/contracts/topics';
import type { OutgoingMessage, Publisher } from '@xiaomai/kafka';
import type { Catalogue } from '../../catalogue/domain/catalogue.ts';
import { ancestorsOf, nearestPlace, type OrgTree } from '../../org-tree/domain/org-tree.ts';
import { cardId, type RollupCard, type Scorecard } from '../domain/card.ts';
import { absenceOf, type Absence } from '../domain/wording/absence.ts';
import { describeMissing } from '../flow/describe-missing.ts';
import { describeVerdict, verdictReason, type DescribedVerdict } from '../flow/describe-verdict.ts';
import type { EncodedCard, SettledCard } from '../flow/judge-submissions.ts';
import { periodEnd } from '../flow/read-scorecards.ts';
import { causeKind } from '../flow/rejudge/rejudge-request.ts';
import type { NotableCard } from '../flow/standing/keep-standings.ts';
import type { CurrentCell } from '../flow/standing/who-speaks.ts';
import type { CardContributions } from './card-contributions.ts';
import { rollupToWire, verdictToWire } from './card-wire.ts';

const comparators = {
  'at-least': Comparator.AT_LEAST,
  'at-most': Comparator.AT_MOST,
  above: Comparator.ABOVE,
  below: Comparator.BELOW,
  equals: Comparator.EQUALS,
  range: Comparator.RANGE,
  zero: Comparator.ZERO,
  'non-decreasing': Comparator.NON_DECREASING,
  'non-increasing': Comparator.NON_INCREASING,
  'at-least-other': Comparator.AT_LEAST_OTHER,
  'at-most-other': Comparator.AT_MOST_OTHER,
  ordered: Comparator.ORDERED,
  'once-before': Comparator.ONCE_BEFORE,
} as const;

const severities = {
  notice: Severity.NOTICE,
  warning: Severity.WARNING,
  major: Severity.MAJOR,
  critical: Severity.CRITICAL,
} as const;

/** A described verdict as it travels, told in both languages: who hears of it keeps the words. */
const verdictItemToWire = (
  described: DescribedVerdict & { readonly reasonEn: string; readonly period: string; readonly closedSince: string },
): VerdictItem => ({
  ...described,
  verdict: verdictToWire(described.verdict),
  comparator: described.comparator === undefined ? Comparator.UNSPECIFIED : comparators[described.comparator],
  severity: described.severity === undefined ? Severity.UNSPECIFIED : severities[described.severity],
});

/** What the names in a message are looked up in. */
export type Reference = { readonly catalogue: () => Catalogue; readonly tree: () => OrgTree };

type Told = { readonly catalogue: Catalogue; readonly absenceIn: (period: string) => Absence | undefined };

function cellItem(cell: CurrentCell, card: Scorecard, { catalogue, absenceIn }: Told): VerdictItem {
  const period = cell.period === '' ? card.period : cell.period;
  const absence = absenceIn(period);
  const about = { period, absence };
  return verdictItemToWire({
    ...describeVerdict(catalogue, cell, { ...about, language: 'zh' }),
    reasonEn: verdictReason(catalogue, cell, { ...about, language: 'en' }),
    ...{ period: cell.period, closedSince: absence?.closedSince ?? '' },
  });
}

function missingItems({ card, missing }: NotableCard, { catalogue, absenceIn }: Told): readonly VerdictItem[] {
  if (missing === undefined) return [];
  const described = describeMissing(catalogue, card, missing);
  const { period } = described;
  const { closedSince = '' } = absenceIn(period === '' ? card.period : period) ?? {};
  return [verdictItemToWire({ ...described, closedSince })];
}

function itemsOf(notable: NotableCard, reference: Reference): VerdictItem[] {
  const { card, cells } = notable;
  const tree = reference.tree();
  const told: Told = {
    catalogue: reference.catalogue(),
    absenceIn: (period) => absenceOf(tree, card.orgUnit, periodEnd(period)),
  };
  return [...cells.map((cell) => cellItem(cell, card, told)), ...missingItems(notable, told)];
}

function verdictChanged(notable: NotableCard, reference: Reference): VerdictChanged {
  const { card, periodEnd: end, sequence } = notable;
  const tree = reference.tree();
  const unit = nearestPlace(tree, card.orgUnit, end);
  const above = unit === undefined ? [] : ancestorsOf(tree, unit, end).map(({ nameZh }) => nameZh);
  return {
    orgUnit: card.orgUnit,
    orgName: unit?.nameZh ?? card.orgUnit,
    path: card.path,
    pathNames: [...above, unit?.nameZh ?? card.orgUnit],
    dataset: card.dataset,
    period: card.period,
    periodEnd: end,
    version: card.version,
    revision: card.revision,
    cause: card.cause,
    receivedAt: card.receivedAt,
    judgedAt: card.judgedAt,
    items: itemsOf(notable, reference),
    sequence,
  };
}

// A parent that a card has left hears of it as well: by the tree it finds that the card adds to it no more.
type Known = { readonly treeVersion: number; readonly catalogueVersion: number };

function byParent(cards: readonly EncodedCard[], known: Known): readonly OutgoingMessage[] {
  const parents = new Map<string, EncodedCard[]>();
  for (const one of cards) {
    for (const parent of [one.card.parent, ...one.card.formerParents]) {
      const siblings = parents.get(parent);
      if (siblings === undefined) parents.set(parent, [one]);
      else siblings.push(one);
    }
  }
  return [...parents].map(([parent, siblings]) => ({
    id: siblings
      .map(({ card }) => `${cardId(card)}@${card.version}`)
      .join(' ')
      .slice(0, 200),
    key: parent,
    value: topics.scorecardsChanged.encode({ parent, scorecards: siblings.map(({ bytes }) => bytes), ...known }),
  }));
}

// Where a new catalogue lets figures rise no more, whoever has added them up must hear of it.
const mayHaveRolledUp = ({ card, repeated }: SettledCard): boolean => repeated || causeKind(card.cause) === 'catalogue';

/** Publishes scorecards to their parents, and the verdicts others must hear of. */
export function publishCards(
  publisher: Publisher,
  reference: Reference,
  { remember }: Pick<CardContributions, 'remember'>,
) {
  return async (cards: readonly SettledCard[], notable: readonly NotableCard[]): Promise<void> => {
    const rolling = cards.filter(
      (one) => reference.catalogue().datasets.get(one.card.dataset)?.rollsUp === true || mayHaveRolledUp(one),
    );
    remember(rolling);
    const verdicts = notable.map((one) => ({
      id: `${cardId(one.card)}@${one.card.version}#${one.sequence}`,
      key: one.card.orgUnit,
      value: topics.verdictChanged.encode(verdictChanged(one, reference)),
    }));
    const known = { treeVersion: reference.tree().version, catalogueVersion: reference.catalogue().version };
    await Promise.all([
      publisher.publish(topics.verdictChanged, verdicts),
      publisher.publish(topics.scorecardsChanged, byParent(rolling, known)),
    ]);
  };
}

/** Publishes rollups to their parents, and to those they have left. */
export function publishRollups(publisher: Publisher) {
  const told = (card: RollupCard): readonly OutgoingMessage[] => {
    const rollup = rollupToWire(card);
    return [card.parent, ...card.formerParents].map((parent) => ({
      id: `${cardId(card)}@${card.edition}>${parent}`,
      key: parent,
      value: topics.rollupChanged.encode({ rollup, parent }),
    }));
  };
  return (rollups: readonly RollupCard[]): Promise<void> =>
    publisher.publish(topics.rollupChanged, rollups.flatMap(told));
}

import type { Change } from '../../notifications/domain/change.ts';

/** A unit that is to be reminded of a submission. */
export type Reminder = {
  readonly orgUnit: string;
  readonly orgName: string;
  readonly path: string;
  readonly pathNames: readonly string[];
  readonly dataset: string;
  readonly datasetName: string;
  readonly pack: string;
  readonly period: string;
  /** Unix milliseconds: when it is due, when this reminder is. */
  readonly dueAt: number;
  readonly remindAt: number;
};

const shanghaiOffsetMs = 8 * 3_600_000;
const timeOf = (at: number): string => new Date(at + shanghaiOffsetMs).toISOString().slice(0, 16).replace('T', ' ');

const reasonOf = ({ dueAt, remindAt }: Reminder): string =>
  remindAt < dueAt ? `请于 ${timeOf(dueAt)} 前报送，尚未收到` : `已逾期，应于 ${timeOf(dueAt)} 前报送，请尽快补报`;

/** What people are told: the same reminder is the same change for ever. */
export function changeOf(reminder: Reminder): Change {
  const { orgUnit, orgName, path, pathNames, dataset, datasetName, pack, period, dueAt, remindAt } = reminder;
  return {
    id: `${orgUnit}:reminder@${dataset}:${period}@${String(remindAt)}`,
    ...{ kind: 'reminded', at: remindAt, by: 'system', note: '', alertId: '' },
    ...{ orgUnit, orgName, path, pathNames, indicator: `reminder@${dataset}`, indicatorName: datasetName, pack },
    ...{ severity: remindAt < dueAt ? 'notice' : 'warning', condition: 'no-data', period, reason: reasonOf(reminder) },
    ...{ openedAt: dueAt, resolvedAt: 0, deadline: dueAt },
  };
}

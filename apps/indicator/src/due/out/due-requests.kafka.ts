import { topics } from '@xiaomai/contracts/topics';
import { ensureTopics, type KafkaSettings, type Publisher } from '@xiaomai/kafka';
import { ancestorsOf, type OrgTree, type OrgUnit } from '../../org-tree/domain/org-tree.ts';
import type { DueUnits, KeepDueTimesPorts } from '../flow/keep-due-times.ts';

/** What asks for a scorecard to be judged: its due time, or a day before which something was to be reached, has passed. */
export const dueCause = (dueAt: number): string => `due@${new Date(dueAt).toISOString()}`;

function publishJudging(publisher: Publisher) {
  return ({ dataset, task, units }: DueUnits): Promise<void> => {
    const cause = dueCause(task.dueAt);
    const key = (unit: OrgUnit) => ({ orgUnit: unit.id, dataset: dataset.id, period: task.period.text });
    return publisher.publish(
      topics.rejudgeRequested,
      units.map((unit) => ({
        id: `${unit.id}|${dataset.id}|${task.period.text}#${cause}`,
        key: unit.id,
        value: topics.rejudgeRequested.encode({ ...key(unit), cause, reason: '' }),
      })),
    );
  };
}

// Some hundreds of units a message.
function publishReminders(publisher: Publisher, tree: () => OrgTree) {
  const named = (unit: OrgUnit, day: string) => {
    const pathNames = [...ancestorsOf(tree(), unit, day), unit].map(({ nameZh }) => nameZh);
    return { orgUnit: unit.id, orgName: unit.nameZh, path: unit.path, pathNames };
  };
  return ({ dataset, task, units }: DueUnits): Promise<void> => {
    const about = { dataset: dataset.id, datasetName: dataset.nameZh, pack: dataset.pack, period: task.period.text };
    const message = {
      ...about,
      dueAt: task.dueAt,
      remindAt: task.at,
      units: units.map((unit) => named(unit, task.period.end)),
    };
    return publisher.publish(topics.remindersDue, [
      {
        id: `${dataset.id}|${task.period.text}@${String(task.at)}#${units[0]?.id ?? ''}`,
        key: topics.remindersDue.key(message),
        value: topics.remindersDue.encode(message),
      },
    ]);
  };
}

type Parts = { readonly kafka: KafkaSettings; readonly publisher: Publisher; readonly tree: () => OrgTree };

/** Asks the owner of each unit to judge anew what it says or that nothing has come, and whoever tells people to remind them. */
export async function dueRequests({
  kafka,
  publisher,
  tree,
}: Parts): Promise<Pick<KeepDueTimesPorts, 'requestJudging' | 'requestReminders'>> {
  await ensureTopics(kafka, [topics.rejudgeRequested, topics.remindersDue]);
  return { requestJudging: publishJudging(publisher), requestReminders: publishReminders(publisher, tree) };
}

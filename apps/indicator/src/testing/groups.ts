import { topics } from '@xiaomai/contracts/topics';
import { createKafka, type KafkaSettings } from '@xiaomai/kafka';

type Admin = ReturnType<ReturnType<typeof createKafka>['admin']>;

const groups = [
  { groupId: 'indicator-judge', topics: [topics.submissionAccepted, topics.rejudgeRequested, topics.hazardTally] },
  { groupId: 'indicator-rollup', topics: [topics.scorecardsChanged, topics.rollupChanged] },
] as const;

const namesOf = (of: readonly { readonly name: string }[]): readonly string[] => of.map(({ name }) => name);

type Place = { readonly topic: string; readonly partition: number; readonly offset: number };

async function committedBy(admin: Admin, groupId: string, names: readonly string[]): Promise<readonly Place[]> {
  const found = await admin.fetchOffsets({ groupId, topics: [...names] });
  return found.flatMap(({ topic, partitions }) =>
    // -1 = nothing was ever committed there
    partitions.map(({ partition, offset }) => ({ topic, partition, offset: Math.max(0, Number(offset)) })),
  );
}

async function endsOf(admin: Admin, name: string): Promise<ReadonlyMap<number, number>> {
  const ends = await admin.fetchTopicOffsets(name);
  return new Map(ends.map(({ partition, low, high }) => [partition, high === low ? 0 : Number(high)]));
}

async function isAtEnd(admin: Admin, { groupId, topics: of }: (typeof groups)[number]): Promise<boolean> {
  const committed = await committedBy(admin, groupId, namesOf(of));
  const ends = new Map(await Promise.all(of.map(async ({ name }) => [name, await endsOf(admin, name)] as const)));
  return committed.every(({ topic, partition, offset }) => offset >= (ends.get(topic)?.get(partition) ?? 0));
}

/** How far the two groups of the service have come, as the broker knows it. */
export type Groups = {
  /** Whether everything that was sent has been judged, and then everything that came of it has been rolled up. */
  readonly areDone: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

/** Watches the groups. */
export async function watchGroups(kafka: KafkaSettings): Promise<Groups> {
  const admin = createKafka(kafka).admin();
  await admin.connect();
  return {
    areDone: async () => (await isAtEnd(admin, groups[0])) && isAtEnd(admin, groups[1]),
    stop: () => admin.disconnect(),
  };
}

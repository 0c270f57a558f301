import { createKafka, type KafkaSettings } from './connection.ts';

/** How far a consumer group is behind on one topic. */
export type LagMeter = {
  /** Messages published and not yet handled, as last asked; Infinity before the first answer. */
  readonly messages: () => number;
  readonly stop: () => Promise<void>;
};

/** Asks the broker for a group's lag every `everyMs`; while the broker is away the last answer stands. */
export async function createLagMeter(
  kafka: KafkaSettings,
  watched: { readonly groupId: string; readonly topic: string; readonly everyMs: number },
): Promise<LagMeter> {
  const admin = createKafka(kafka).admin({ retry: { retries: 3 } });
  let messages = Number.POSITIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const ask = async (): Promise<void> => {
    const [ends, committed] = await Promise.all([
      admin.fetchTopicOffsets(watched.topic),
      admin.fetchOffsets({ groupId: watched.groupId, topics: [watched.topic] }),
    ]);
    const done = new Map(committed[0]?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
    messages = ends.reduce(
      (sum, end) => sum + Number(end.high) - Math.max(done.get(end.partition) ?? 0, Number(end.low)),
      0,
    );
  };

  const loop = async (): Promise<void> => {
    try {
      await ask();
    } catch (error) {
      kafka.onWarning?.(`lag of ${watched.groupId} not known: ${String(error)}`);
      await admin.connect().catch(() => undefined);
    }
    if (!stopped) timer = setTimeout(() => void loop(), watched.everyMs);
  };

  await admin.connect();
  void loop();
  return {
    messages: () => messages,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await admin.disconnect();
    },
  };
}

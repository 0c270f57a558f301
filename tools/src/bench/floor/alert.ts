// The floor of alerts: a batch of verdicts → one insert → one send. Left out: what an alert is (episodes, handling,
// deadlines, timelines, updates), outbox, notifications, grouping, silences, people.
import { topics } from './topics.ts';
import { consume, openCollection, openProducer, serve } from './wire.ts';

const insertMany = await openCollection('alerts');
const send = await openProducer();

await consume({ topics: [topics.verdicts], groupId: 'bench-floor-alert' }, async (messages) => {
  const verdicts = messages.flatMap(({ key, value }) => (value === null ? [] : [{ key, value }]));
  await insertMany(
    verdicts.map(({ value }) => ({ ...(JSON.parse(value.toString()) as object), _id: crypto.randomUUID() })),
  );
  await send([{ topic: topics.alerts, messages: verdicts }]);
});
await serve();

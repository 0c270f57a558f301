import type { RemindersDue } from '@xiaomai/contracts/due';
import { topics } from '@xiaomai/contracts/topics';
import { startConsumer, UnprocessableMessage, type KafkaSettings, type RunningConsumer } from '@xiaomai/kafka';
import * as z from 'zod';
import type { Reminder } from '../domain/reminder.ts';

const text = z.string().min(1);
const envelope = z.object({
  ...{ dataset: text, period: text, dueAt: z.int().min(1), remindAt: z.int().min(1) },
  units: z.array(z.object({ orgUnit: text, path: z.string().endsWith('/') })).min(1),
});

/** Whom a message asks to remind; throws when it cannot be one. */
export function remindersFromWire(message: RemindersDue): readonly Reminder[] {
  const parsed = envelope.safeParse(message);
  if (!parsed.success) throw new UnprocessableMessage(z.prettifyError(parsed.error));
  const { units, ...about } = message;
  return units.map((unit) => ({ ...about, ...unit }));
}

/** Hears who is to be reminded; the offset is committed when the messages are stored. */
export function consumeReminders(
  kafka: KafkaSettings,
  remind: (reminders: readonly Reminder[]) => Promise<void>,
  onFatal: (error: unknown) => void,
): Promise<RunningConsumer> {
  return startConsumer({
    kafka,
    groupId: 'alert-reminders',
    topics: [topics.remindersDue],
    fromBeginning: true,
    onFatal,
    handle: ({ messages }) => remind(messages.flatMap(({ message }) => remindersFromWire(message))),
  });
}

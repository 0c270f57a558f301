import { randomUUID } from 'node:crypto';
import type { KafkaSettings, Publisher } from '@xiaomai/kafka';
import { crashPoint, type Resources } from '@xiaomai/lifecycle';
import type { Logger } from '@xiaomai/telemetry';
import type { Connection } from 'mongoose';
import type { Catalogue } from './catalogue/domain/catalogue.ts';
import { atRest } from './due/flow/at-rest.ts';
import { keepDueTimes, type DueLimits } from './due/flow/keep-due-times.ts';
import { dueTimer } from './due/in/due.timer.ts';
import { mongoCardStates } from './due/out/card-states.mongo.ts';
import { mongoDueProgressStore } from './due/out/due-progress-store.mongo.ts';
import { dueRequests } from './due/out/due-requests.kafka.ts';
import type { OrgTree } from './org-tree/domain/org-tree.ts';

/** What keeping the due times is wired to. */
export type DueParts = {
  readonly kafka: KafkaSettings;
  readonly mongo: Connection;
  readonly publisher: Publisher;
  readonly catalogue: () => Catalogue;
  readonly tree: () => OrgTree;
  readonly now: () => number;
  readonly limits: Pick<DueLimits, 'settleMs' | 'slackMs'>;
  readonly log: Pick<Logger, 'warn'>;
};

// 500 units in half a second: 50,000 schools that all say nothing take less than a minute and hold up nobody.
const portion = { units: 500, pauseMs: 500 };
const limits = {
  leaseMs: 30_000,
  unitsAtOnce: portion.units,
  staleReminderMs: 86_400_000,
};

/** Starts the clock of due times and reminders. */
export async function startDueTimes(parts: DueParts, resources: Resources): Promise<void> {
  const { kafka, mongo, publisher, catalogue, tree, now, log } = parts;
  const inForce = (): string => `${String(catalogue().version)}/${String(tree().version)}`;
  const keep = keepDueTimes({
    ...{ catalogue, tree, now },
    restedMs: atRest(inForce, () => performance.now()),
    progress: mongoDueProgressStore(mongo),
    cards: mongoCardStates(mongo),
    ...(await dueRequests({ kafka, publisher, tree })),
    pause: () => new Promise((resolve) => setTimeout(resolve, portion.pauseMs)),
    owner: randomUUID(),
    limits: { ...limits, ...parts.limits },
    crashPoint,
  });
  const timer = dueTimer(keep, (error) => log.warn({ err: error }, 'due times were not kept'));
  resources.onStop('due times', timer.stop);
}

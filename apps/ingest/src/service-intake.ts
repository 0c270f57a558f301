import type { Identity, IssueIdentity, VerifyIdentity } from '@xiaomai/identity';
import { shanghaiDay } from '@xiaomai/period';
import type { Express } from 'express';
import { once, type RequestStore } from './idempotency/flow/once.ts';
import type { SchoolKey } from './keys/domain/school-key.ts';
import { authenticateKey } from './keys/flow/authenticate-key.ts';
import type { KeyStore } from './keys/flow/key-store.ts';
import { rememberLastUse } from './keys/flow/last-use.ts';
import { manageKeys } from './keys/flow/manage-keys.ts';
import { identifyCaller } from './keys/in/identify-caller.ts';
import { schoolKeysRpc, type SchoolKeysRpc } from './keys/in/school-keys.rpc.ts';
import type { KeyMac } from './keys/out/key-mac.ts';
import { createLog, type IntakeLog, type LogPorts } from './log/flow/log.ts';
import { decidePeriod } from './periods/flow/decide-period.ts';
import { followPeriods } from './periods/flow/follow-periods.ts';
import type { PeriodStore } from './periods/flow/period-store.ts';
import { periodsRpc, type PeriodsRpc } from './periods/in/periods.rpc.ts';
import { createReference, type Reference, type ReferenceCache } from './reference/flow/reference.ts';
import { finishIntents, pushAtomic, type IntentStore } from './submissions/flow/push-atomic.ts';
import { pushDry } from './submissions/flow/push-dry.ts';
import { pushSubmissions } from './submissions/flow/push.ts';
import { acceptDistinct, acceptEach, type AwaitVerdicts, type Judge } from './submissions/flow/pushing.ts';
import { readSubmission } from './submissions/flow/read-submission.ts';
import { withdrawSubmission } from './submissions/flow/withdraw-submission.ts';
import { submissionsApi } from './submissions/in/api.route.ts';
import { dataValueSetFormats, toleratedOfDhis2 } from './submissions/in/dhis2/data-value-sets.ts';
import { admission } from './submissions/in/http/admission.ts';
import { pushRpc, type PushRpc } from './submissions/in/intake-rpc/push.rpc.ts';
import { createBodyReader } from './submissions/in/http/body.ts';
import { countInFlight } from './submissions/in/http/in-flight.ts';
import { limitRate } from './submissions/in/http/rate.ts';
import { submissionFormats } from './submissions/in/push/body-format.ts';
import { pushBody, wayOf } from './submissions/in/push/push-body.ts';
import { pushLines } from './submissions/in/push/push-lines.ts';
import { pushSomeOf } from './submissions/in/push/push-some.ts';
import { submitRoute } from './submissions/in/push/submit.route.ts';
import { takeWhole } from './submissions/in/push/take-whole.ts';
import { readSubmissionRoutes } from './submissions/in/read-submission.route.ts';
import { withdrawRoute } from './submissions/in/withdraw-submission.route.ts';
import { drawTemplate } from './templates/flow/draw-template.ts';
import type { Workbooks } from './templates/flow/workbooks.ts';
import { templateRoute } from './templates/in/template.route.ts';
import { submissionsRpc, type SubmissionsRpc } from './submissions/in/submissions.rpc.ts';

/** Everything the service has outside of itself. */
export type IntakePorts = LogPorts & {
  readonly intents: IntentStore;
  readonly requests: RequestStore;
  readonly referenceCache: ReferenceCache;
  readonly keys: Omit<KeyStore, 'provide'>;
  readonly keyMac: KeyMac;
  readonly newKeyId: () => string;
  readonly periods: PeriodStore;
  readonly judging: { readonly judge: Judge; readonly awaitVerdicts: AwaitVerdicts };
  readonly workbooks: Workbooks;
  readonly verify: VerifyIdentity;
  readonly issue: IssueIdentity;
};

/** What an operator may set. */
export type IntakeLimits = {
  /** Most published submissions not yet judged before intake is held back. */
  readonly lag: number;
  /** Requests a second for each org unit a key is for. */
  readonly ratePerUnit: number;
  /** How long a body may take to come, and a stream may say nothing. */
  readonly patienceMs: number;
};

/** The service without its sockets and timers. */
export type Intake = {
  readonly api: Express;
  readonly rpc: SubmissionsRpc;
  readonly pushRpc: PushRpc;
  readonly keysRpc: SchoolKeysRpc;
  readonly periodsRpc: PeriodsRpc;
  /** Hears which periods other instances have closed or reopened. */
  readonly followPeriods: () => Promise<void>;
  readonly log: IntakeLog;
  readonly reference: Reference;
  /** Finishes all-or-nothing requests whose process has gone. */
  readonly finishIntents: () => Promise<void>;
  /** Writes down when keys were last used. */
  readonly writeLastUse: () => Promise<void>;
};

const bodyRoom = 64 * 1024 * 1024;
const mostRequests = { everybody: 1_000, pusher: 300 };

function auditOf({ keyId, orgUnit, datasets, version, history }: SchoolKey, { subject, role }: Identity): object {
  return { audit: 'school-key', keyId, orgUnit, datasets, version, role, subject, done: history.at(-1) };
}

/** Wires in → flow → out. */
// eslint-disable-next-line max-lines-per-function -- one straight function: each step needs the ones before
export function wireIntake(ports: IntakePorts, limits: IntakeLimits): Intake {
  const { clock, codec, verify, issue } = ports;
  const onFailure = (error: unknown): void => ports.log.warn({ err: error }, 'request failed');
  const log = createLog(ports, limits.lag);
  const reference = createReference(ports.referenceCache, onFailure);
  const rules = reference.view;

  const pathOf = (orgUnit: string): string | undefined => rules().units.get(orgUnit)?.path;
  const lastUse = rememberLastUse(ports.keys, clock.now);
  const { find } = ports.keys;
  const { matching, isSigned } = ports.keyMac;
  const schoolKey = authenticateKey({ find, matching, pathOf, used: lastUse.used, clock: clock.monotonic });
  const identify = identifyCaller({ verify, authenticateKey: schoolKey, isSigned, now: clock.now });
  const keys = manageKeys({
    store: ports.keys,
    units: () => rules().units,
    datasets: () => rules().datasets,
    secrets: ports.keyMac,
    newKeyId: ports.newKeyId,
    now: clock.now,
    audit: ({ key, by }) => ports.log.info(auditOf(key, by), 'school key'),
  });

  const periods = followPeriods(ports.periods);
  const deciding = decidePeriod({
    store: ports.periods,
    rules,
    now: clock.now,
    decided: async ({ history, ...key }, { role }) => {
      ports.log.info({ audit: 'period', ...key, role, done: history.at(-1) }, 'period decided');
      await periods.follow();
    },
  });

  const acceptance = { rules, today: () => shanghaiDay(clock.now()), closingFor: periods.closingFor };
  const pushing = {
    ...acceptance,
    ...ports.judging,
    append: log.append,
    findTips: log.findTips,
    crashPoint: ports.crashPoint,
  };
  const atomic = { ...pushing, intents: ports.intents, newId: ports.newId, now: clock.now, onFailure };
  const pushes = {
    ...{ store: pushSubmissions(pushing), atomic: pushAtomic(atomic) },
    ...{ dry: pushDry(pushing, acceptEach), atomicDry: pushDry(pushing, acceptDistinct) },
  };

  const inFlight = countInFlight(mostRequests);
  const admit = admission({ limitRate: limitRate(clock.monotonic), inFlight, rules, ratePerUnit: limits.ratePerUnit });
  const submitting = { identify, issue, admit, known: reference.known };
  const taking = {
    readBody: createBodyReader(bodyRoom, limits.patienceMs),
    pushBody: pushBody({ pushes, gate: log.gate }),
    once: once({ requests: ports.requests, clock, newId: ports.newId }),
  };
  const pushSome = pushSomeOf({ push: (options) => wayOf(options, pushes), gate: log.gate });
  const formats = submissionFormats({ rules, workbooks: ports.workbooks });
  const submit = submitRoute({
    ...submitting,
    formats,
    takeWhole: takeWhole({ ...taking, formats }),
    pushLines: pushLines(pushSome, limits.patienceMs),
  });
  const ofDhis2 = dataValueSetFormats(rules);
  const submitDataValues = submitRoute({
    ...submitting,
    formats: ofDhis2,
    tolerated: toleratedOfDhis2,
    takeWhole: takeWhole({ ...taking, formats: ofDhis2 }),
  });
  const read = readSubmission({ rules, findTips: log.findTips, revisions: ports.revisions, decode: codec.decode });
  const drawing = drawTemplate({ view: reference.view, newest: read.newest, draw: ports.workbooks.draw });
  const template = templateRoute({ ...submitting, drawTemplate: drawing });
  const reading = readSubmissionRoutes({ ...submitting, read, awaitVerdicts: ports.judging.awaitVerdicts });
  const withdrawing = withdrawSubmission({
    read,
    append: log.append,
    isClosed: (key) => periods.closingFor(key, pathOf(key.orgUnit) ?? '') !== undefined,
  });
  const withdraw = withdrawRoute({ ...submitting, withdraw: withdrawing, gate: log.gate });
  return {
    api: submissionsApi({ submit, submitDataValues, template, ...reading, withdraw, onFailure }),
    rpc: submissionsRpc({
      verify,
      issue,
      onFailure,
      rules,
      read,
      readLog: log.read,
      decode: codec.decode,
      republish: log.republish,
      authenticateKey: schoolKey,
    }),
    pushRpc: pushRpc({ ...submitting, verify, authenticateKey: schoolKey, pushSome, onFailure }),
    keysRpc: schoolKeysRpc(keys, { verify, onFailure }),
    periodsRpc: periodsRpc(deciding, { verify, onFailure }),
    followPeriods: periods.follow,
    log,
    reference,
    finishIntents: finishIntents(atomic),
    writeLastUse: lastUse.write,
  };
}

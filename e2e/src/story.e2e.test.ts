import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { act, alertOf, type Alert, type Person } from './harness/alerts.ts';
import { call, callForBytes, type Answer } from './harness/call.ts';
import {
  closedManagement,
  guards,
  guardsOnDuty,
  loadCity,
  monthsAgo,
  pushAll,
  safety,
  schools,
  submissionId,
} from './harness/city.ts';
import { noDifferences } from './harness/command-line.ts';
import { openEvents, type EventStream } from './harness/outcome/events.ts';
import { eventually, present } from './harness/eventually.ts';
import { mailsOf, webhooksOf } from './harness/outcome/inbox.ts';
import { itemOf, scorecardOf } from './harness/scorecards.ts';
import { toldBy } from './harness/outcome/told.ts';
import { startStack, type Stack } from './harness/stack.ts';

const school = '330702001-01';
const neighbour = '330702001-02';
const month = monthsAgo(1);
const earlier = monthsAgo(3);
const alertId = `${school}:${guards}:1`;
const breach = safety(school, month, [guardsOnDuty(3, 4)]);

type Receipt = { readonly id: string; readonly revision: number; readonly status: string };
type Problem = { readonly errors: readonly { readonly code: string; readonly pointer?: string }[] };
type Report = { readonly id: string; readonly sha256: string; readonly edition: number };
type Trace = { readonly steps: readonly { readonly submission: string; readonly revision: number }[] };

describe('a breach, from the push to the report', () => {
  let stack: Stack;
  let staff: Person;
  let live: EventStream;

  const push = <T>(body: unknown, bearer = stack.keyOf(school)): Promise<Answer<T>> =>
    call<T>(`${stack.url}/api/v1/submissions`, { bearer, body });
  const alert = async (): Promise<Alert> => (await alertOf(staff, alertId)).body;
  const heard = (id: string, condition: string) =>
    live.events.find(({ name, data }) => name === 'alert' && data['id'] === id && data['condition'] === condition);

  beforeAll(async () => {
    stack = await startStack();
    await loadCity(stack);
    staff = { stack, bearer: stack.tokenOf('staff', '330702') };
    await pushAll(
      stack,
      schools.filter((id) => id !== school).map((id) => safety(id, month)),
    );
    live = await openEvents(stack, staff.bearer);
  }, 240_000);

  afterAll(async () => {
    live?.close();
    await stack?.stop();
  }, 60_000);

  it('is on the live view within two seconds of the push', async () => {
    const pushedMs = performance.now();
    const { status, body } = await push<Receipt>(breach);
    expect([status, body.id, body.revision, body.status]).toEqual([201, submissionId(breach), 1, 'created']);
    const event = await eventually(2000, () => present(heard(alertId, 'firing'), 'alert event'));
    expect(event.data).toMatchObject({
      orgUnit: school,
      indicator: guards,
      period: month,
      numerator: 3,
      denominator: 4,
      handling: 'new',
    });
    expect(event.atMs - pushedMs).toBeLessThan(2000);
  });

  it('is sent by mail and webhook, each with one message id', async () => {
    const mails = await eventually(5000, async () => {
      const all = (await mailsOf(stack)).filter(({ text, subject }) =>
        `${subject}${text}`.includes('演示一街道演示学校01'),
      );
      return present(all.length > 0 ? all : undefined, 'mail');
    });
    const webhooks = await eventually(5000, async () => {
      const all = (await webhooksOf(stack)).filter(({ body }) =>
        body.alerts.some(({ labels }) => Object.values(labels).includes(school)),
      );
      return present(all.length > 0 ? all : undefined, 'webhook');
    });
    expect(mails).toHaveLength(1);
    expect(mails[0]?.messageId).toMatch(/^<.+@.+>$/);
    expect(webhooks).toHaveLength(1);
    expect(webhooks[0]?.body).toMatchObject({ version: '4', status: 'firing' });
    const { mail, webhook } = await toldBy(stack);
    expect([...mail.times]).toEqual([[`${alertId} opened`, 1]]);
    expect([...webhook.times]).toEqual([[`${alertId} opened`, 1]]);
  });

  it('stores nothing new when the school repeats itself', async () => {
    const { status, body } = await push<Receipt>(breach);
    expect([status, body.status, body.revision]).toEqual([200, 'unchanged', 1]);
  });

  it('names every fault of a submission at once, and stores none of it', async () => {
    const faulty = { ...safety(school, '2026-13'), orgUnit: '330702001-99' };
    const values = [...faulty.values, { indicator: 'no-such-indicator', value: '1' }];
    const { status, body } = await push<Problem>({ ...faulty, values });
    expect(status).toBe(422);
    expect(body.errors.map(({ code }) => code).sort()).toEqual([
      'invalid-period',
      'unknown-indicator',
      'unknown-org-unit',
    ]);
    const half = await push<Problem>({
      ...safety(school, earlier),
      values: [guardsOnDuty(1, 4), { indicator: 'no-such-indicator', value: '1' }],
    });
    expect(half.status).toBe(422);
    expect(
      (
        await call(`${stack.url}/api/v1/submissions/${encodeURIComponent(`${school}|campus-safety|${earlier}`)}`, {
          bearer: staff.bearer,
        })
      ).status,
    ).toBe(404);
  });

  it('shows nothing of it to another school', async () => {
    const url = `${stack.url}/api/v1/submissions/${encodeURIComponent(submissionId(breach))}`;
    const strange = await call<object>(url, { bearer: stack.keyOf(neighbour) });
    const absent = await call<object>(url.replace(school, '330702001-77'), { bearer: stack.keyOf(neighbour) });
    expect([strange.status, absent.status]).toEqual([404, 404]);
    expect((await call(url, { bearer: stack.keyOf(school) })).status).toBe(200);
    const named = `${stack.url}/api/v1/org-units?ids=${school},${neighbour}`;
    const { body } = await call<{ items: { id: string }[] }>(named, { bearer: stack.keyOf(neighbour) });
    expect(body.items.map(({ id }) => id)).toEqual([neighbour]);
    expect((await push<Problem>(breach, stack.keyOf(neighbour))).body.errors.map(({ code }) => code)).toEqual([
      'unknown-org-unit',
    ]);
  });

  it('is counted in every rollup up to the province', async () => {
    for (const [orgUnit, reported] of [
      ['330702001', 10],
      ['330702', 20],
      ['3307', 40],
      ['33', 40],
    ] as const) {
      const card = await eventually(5000, async () => {
        const found = await scorecardOf({ stack, bearer: stack.tokenOf('admin') }, orgUnit, month);
        if (itemOf(found, guards)?.units?.breached !== 1)
          throw new Error(`${orgUnit}: ${JSON.stringify(itemOf(found, guards))}`);
        return found;
      });
      expect(card.coverage.reported).toBe(reported);
      expect(itemOf(card, guards)).toMatchObject({
        verdict: 'breached',
        numerator: reported - 1,
        denominator: reported,
      });
      expect(itemOf(card, closedManagement)).toMatchObject({
        verdict: 'met',
        numerator: reported,
        denominator: reported,
      });
      expect(card.groups.find(({ group }) => group === 'four-100')).toMatchObject({
        met: reported - 1,
        judged: reported,
        verdict: 'breached',
      });
    }
  });

  it('stays as it is when an older period comes late', async () => {
    const before = await alert();
    expect((await push<Receipt>(safety(school, earlier))).status).toBe(201);
    await eventually(5000, () => scorecardOf(staff, school, earlier));
    expect(await alert()).toEqual(before);
  });

  it('is acknowledged, assigned, taken up and answered with evidence', async () => {
    expect(
      (
        await call(`${stack.url}/api/v1/alerts/${encodeURIComponent(alertId)}/acknowledge`, {
          bearer: staff.bearer,
          body: {},
        })
      ).status,
    ).toBe(428);
    const seen = await alert();
    expect((await act(staff, alertId, ['acknowledge', { note: '已看到' }])).body.handling).toBe('acknowledged');
    const late = { bearer: staff.bearer, body: { assignee: '演示安全员' }, headers: { 'if-match': seen.etag } };
    expect((await call(`${stack.url}/api/v1/alerts/${encodeURIComponent(alertId)}/assign`, late)).status).toBe(412);
    expect((await act(staff, alertId, ['assign', { assignee: '演示安全员' }])).body.handling).toBe('assigned');
    expect((await act(staff, alertId, ['start', {}])).body.handling).toBe('rectifying');
    const evidence = { note: '保安已到岗', links: ['https://example.org/evidence.jpg'] };
    expect((await act(staff, alertId, ['submit', evidence])).body.handling).toBe('in-review');
  });

  it('cannot be closed while it goes on', async () => {
    expect((await act(staff, alertId, ['approve', { note: '复盘' }])).status).toBe(409);
  });

  it('is resolved by the correction, and its handling stays where it was', async () => {
    const { status, body } = await push<Receipt>({ ...breach, values: [guardsOnDuty(4, 4)] });
    expect([status, body.revision, body.status]).toEqual([201, 2, 'updated']);
    await eventually(2000, () => present(heard(alertId, 'resolved'), 'resolved event'));
    expect(await alert()).toMatchObject({ condition: 'resolved', handling: 'in-review', endedBecause: 'corrected' });
  });

  it('is closed with a review note, and its timeline tells everything', async () => {
    expect((await act(staff, alertId, ['approve', { note: '复盘：排班漏了一人' }])).body.handling).toBe('closed');
    const kinds = (await alert()).timeline.map(({ kind }) => kind);
    expect(kinds).toEqual([
      'opened',
      'acknowledged',
      'assigned',
      'started',
      'submitted',
      'resolved',
      'approved',
      'closed',
    ]);
  });

  it('is traced from the figure of the province down to the submission', async () => {
    const query = new URLSearchParams({ orgUnit: '33', indicator: guards, period: month });
    const { body } = await call<Trace>(`${stack.url}/api/v1/trace?${query.toString()}`, {
      bearer: stack.tokenOf('admin'),
    });
    expect(body.steps).toHaveLength(schools.length);
    expect(body.steps).toContainEqual(expect.objectContaining({ submission: submissionId(breach), revision: 2 }));
  });

  it('is in the monthly report, which is the same byte for byte when it is asked for again', async () => {
    const order = { kind: 'monthly', scope: '330702', period: month };
    const ordered = await call<Report>(`${stack.url}/api/v1/reports`, { bearer: staff.bearer, body: order });
    expect(ordered.status).toBe(202);
    const again = await call<Report>(`${stack.url}/api/v1/reports`, { bearer: staff.bearer, body: order });
    expect(again.body).toMatchObject({ id: ordered.body.id, sha256: ordered.body.sha256, edition: 1 });
    for (const [format, begin] of [
      ['html', '<!'],
      ['pdf', '%PDF-'],
      ['json', '{'],
    ] as const) {
      const url = `${stack.url}/api/v1/reports/${encodeURIComponent(ordered.body.id)}/${format}`;
      const [first, second] = [
        await callForBytes(url, { bearer: staff.bearer }),
        await callForBytes(url, { bearer: staff.bearer }),
      ];
      expect([format, first.status, new TextDecoder().decode(first.body.slice(0, begin.length)).toLowerCase()]).toEqual(
        [format, 200, begin.toLowerCase()],
      );
      expect(Buffer.compare(first.body, second.body)).toBe(0);
    }
  }, 60_000);

  it('leaves nothing that a recomputation would find otherwise', async () => {
    expect(await noDifferences(stack, 10_000)).toMatch(/4[01] scorecards/);
  }, 20_000);
});

import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alertOf, firing, type Person } from './harness/alerts.ts';
import { actOn, call, type Answer } from './harness/call.ts';
import { guards, guardsOnDuty, loadCity, monthsAgo, pushAll, safety, schools, storyBegan } from './harness/city.ts';
import { noDifferences } from './harness/command-line.ts';
import { dayOf, dueRule } from './harness/dates/days.ts';
import { eventually } from './harness/eventually.ts';
import { startLoad, type Load } from './harness/load.ts';
import { exported } from './harness/log.ts';
import { changePack, minuteAfter } from './harness/packs.ts';
import { toldBy } from './harness/outcome/told.ts';
import { cardOf, itemOf } from './harness/scorecards.ts';
import { dying, startStack, type Stack } from './harness/stack.ts';

const school = '330702001-01';
const [month, before] = [monthsAgo(1), monthsAgo(2)];
const merged = '330703002-10';
const reminded = schools.slice(30, 39); // of this month they say nothing

type Problem = { readonly errors: readonly { readonly code: string; readonly detail: string }[] };
type Receipt = { readonly status: string; readonly revision: number };
type Card = {
  readonly cause: string;
  readonly kind: string;
  readonly orgUnit: string;
  readonly period: string;
  readonly parent: string;
};
type Hazard = {
  readonly id: string;
  readonly ref: string;
  readonly state: string;
  readonly timeline: readonly { kind: string }[];
};

describe('what changes around the figures', () => {
  let stack: Stack;
  let admin: Person;
  let staff: Person;
  let load: Load;

  const push = <T>(body: unknown): Promise<Answer<T>> =>
    call(`${stack.url}/api/v1/submissions`, { bearer: stack.keyOf('cn'), body });

  /** Nothing differs from a recomputation, and nothing fires twice. */
  const isWhole = async (): Promise<void> => {
    await noDifferences(stack, 60_000);
    const all = await firing(stack);
    expect(all).toEqual([...new Set(all)]);
  };

  beforeAll(async () => {
    stack = await startStack({ ...dying, DUE_SETTLE_MS: '1000', DUE_SLACK_MS: '0' });
    await loadCity(stack);
    admin = { stack, bearer: stack.tokenOf('admin') };
    staff = { stack, bearer: stack.tokenOf('staff', '330702') };
  }, 240_000);

  afterAll(async () => {
    await load?.finish();
    await stack?.stop();
  }, 60_000);

  describe('a period that is closed', () => {
    const decide = (verb: 'close' | 'reopen', order: object, { bearer }: Person): Promise<Answer<Problem>> =>
      call(`${stack.url}/api/v1/datasets/campus-safety/periods/${before}/${verb}`, { bearer, body: order });
    const corrected = { ...safety(school, before), values: [guardsOnDuty(4, 4)] };

    it('takes neither figures nor corrections, and says why', async () => {
      await pushAll(stack, [safety(school, before, [guardsOnDuty(3, 4)])]);
      const closing = { orgUnit: '330702', reason: '已汇总上报' };
      expect((await decide('close', closing, staff)).status).toBe(200);
      await eventually(5000, async () => {
        for (const body of [corrected, safety('330702002-02', before)]) {
          const { status, body: problem } = await push<Problem>(body);
          if (status !== 422) throw new Error(`accepted: ${JSON.stringify(problem)}`);
          expect(problem.errors.map(({ code }) => code)).toEqual(['period-closed']);
          expect(problem.errors[0]?.detail).toContain('已汇总上报');
        }
      });
      expect((await push<Receipt>(safety('330703001-01', before))).status).toBe(201);
    });

    it('takes them again when it is reopened with a reason, and the breach ends', async () => {
      const fires = `${school} ${guards}`;
      await eventually(5000, async () => expect(await firing(stack)).toContain(fires));
      expect((await decide('reopen', { orgUnit: '330702' }, staff)).status).toBe(400);
      expect((await decide('reopen', { orgUnit: '330702', reason: '一所学校填错' }, staff)).status).toBe(200);
      await eventually(5000, async () => {
        const { status, body } = await push<Receipt>(corrected);
        expect([status, body.revision]).toEqual([201, 2]);
      });
      await eventually(5000, async () => expect(await firing(stack)).not.toContain(fires));
      expect((await alertOf(staff, `${school}:${guards}:1`)).body.endedBecause).toBe('corrected');
      await isWhole();
    }, 60_000);
  });

  describe('the hazard ledger, where alert dies between what it writes and what it tells', () => {
    const today = dayOf(storyBegan);
    const period = today.slice(0, 7);
    const found = (ref: string) => ({
      ...{ ref, class: 'fire', severity: 'general', description: '消防通道堆放杂物', foundOn: today, dueOn: today },
    });
    const three = schools.slice(20, 23);
    const hazards = async (): Promise<readonly Hazard[]> => {
      const { body } = await call<{ items: Hazard[] }>(`${stack.url}/api/v1/hazards?orgUnit=3307`, admin);
      return body.items;
    };
    const rateOf = async (orgUnit: string): Promise<readonly unknown[]> => {
      const card = await cardOf(admin, { orgUnit, period, dataset: 'hazard-ledger' });
      const { numerator, denominator } = itemOf(card, 'hazard-rectification-rate') ?? {};
      return [numerator, denominator];
    };

    it('counts each hazard of a submission once', async () => {
      const dead = stack.dieAt('alert.after-hazard-write');
      const told = three.map((id) => ({ ...safety(id, before), hazards: [found('XF-1'), found('XF-2')] }));
      await pushAll(stack, told);
      await dead;
      await stack.untilReady(30_000);
      await eventually(30_000, async () => {
        expect(await rateOf(three[0] ?? '')).toEqual([0, 2]);
        expect(await rateOf('3307')).toEqual([0, 6]);
      });
      expect((await hazards()).map(({ ref }) => ref).sort()).toEqual(['XF-1', 'XF-1', 'XF-1', 'XF-2', 'XF-2', 'XF-2']);
    }, 90_000);

    it('counts what was put right once, whether or not the person was answered', async () => {
      const [hazard] = (await hazards()).filter(({ id }) => id.startsWith(`${three[0] ?? ''}-`));
      const url = `${stack.url}/api/v1/hazards/${encodeURIComponent(hazard?.id ?? '')}`;
      const dead = stack.dieAt('alert.after-hazard-publish');
      const rectified = actOn(url, admin.bearer, ['rectify', { note: '已清理' }]).catch(() => undefined);
      await dead;
      await rectified;
      await stack.untilReady(30_000);
      await eventually(30_000, async () => {
        expect(await rateOf(three[0] ?? '')).toEqual([1, 2]);
        expect(await rateOf('3307')).toEqual([1, 6]);
      });
      const kinds = (await call<Hazard>(url, admin)).body.timeline.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'rectified')).toHaveLength(1);
      await isWhole();
    }, 90_000);
  });

  describe('a change of the tree into the past while submissions keep coming', () => {
    const since = `${monthsAgo(3)}-01`;
    const [moved, target] = ['330703001-09', '330702002'];
    const into = '330703002-09';
    const change = (unit: string, command: readonly [string, object]): Promise<void> =>
      eventually(30_000, async () => {
        const { status } = await actOn(`${stack.url}/api/v1/org-units/${unit}`, admin.bearer, command);
        expect(status).toBe(200);
      });

    const whileItComes = async (): Promise<void> => {
      await eventually(30_000, () => expect(load.journal.length).toBeGreaterThan(1000));
      const dead = stack.dieAt('indicator.after-spread');
      await change(moved, ['move', { from: since, parent: target, reason: '区划调整' }]);
      await change(merged, ['merge', { from: since, into, reason: '撤并' }]);
      await dead;
      await stack.untilReady(30_000);
      const { length } = load.journal;
      await eventually(30_000, () =>
        expect(load.journal.slice(length).filter(({ outcome }) => outcome === 'accepted').length).toBeGreaterThan(200),
      );
    };

    it('takes every figure along once, though indicator dies when it has asked for it', async () => {
      load = startLoad(stack, { perSecond: 200, seed: 20_261_130, youngest: 2 });
      await whileItComes().finally(() => load.finish());
      await isWhole();
      const cards = (await exported<Card>(stack, 'scorecards')).filter(({ orgUnit }) => orgUnit === moved);
      const parentIn = new Map(cards.map(({ period, parent }) => [period, parent]));
      expect([parentIn.get(monthsAgo(4)), parentIn.get(monthsAgo(3))]).toEqual(['330703001', target]);
    }, 150_000);
  });

  describe('a due time that passes while indicator is dead', () => {
    const [absent, lateComer] = ['330702001-10', '330702002-10'];
    const missing = (id: string): string => `${id} missing@campus-safety`;
    const missingNow = async (): Promise<readonly string[]> =>
      (await firing(stack)).filter((one) => one.includes('missing@'));

    it('is kept once by the one that takes over, though that dies as well', async () => {
      const dueAt = minuteAfter(60_000);
      changePack(join(stack.home, 'packs'), [
        [/^version: .*$/m, "version: '2023.3'"],
        [/^change: .*$/m, 'change: 月报有报送时限'],
        [/( {2}- id: campus-safety\n[\s\S]*?rolls_up: true\n)/, `$1    due: ${dueRule(storyBegan, dueAt)}\n`],
      ]);
      await stack.kill('indicator');
      await stack.untilReady(30_000);
      const reporting = schools.filter((id) => ![absent, lateComer, merged].includes(id));
      await pushAll(
        stack,
        reporting.map((id) => safety(id, month)),
      );
      const presently = schools.filter((id) => ![...reminded, merged].includes(id));
      await pushAll(
        stack,
        presently.map((id) => safety(id, monthsAgo(0))),
      );
      expect(Date.now()).toBeLessThan(dueAt);
      stack.signal('indicator', 'SIGSTOP');
      await eventually(120_000, () => expect(Date.now()).toBeGreaterThan(dueAt));
      const dead = stack.dieAt('indicator.after-due');
      await stack.kill('indicator');
      await dead;
      await stack.untilReady(30_000);
      await eventually(30_000, async () => expect(await missingNow()).toEqual([absent, lateComer].map(missing)));
      await isWhole();
    }, 240_000);

    it('brings one reminder to each of those who have not reported, and to nobody else', async () => {
      const once = reminded.map((id) => [`${id} reminded`, 1]);
      await eventually(30_000, async () => {
        const { mail, webhook } = await toldBy(stack);
        for (const { times } of [mail, webhook]) {
          expect([...times].filter(([change]) => change.endsWith(' reminded')).sort()).toEqual(once);
        }
      });
    }, 60_000);

    it('is over for who comes late', async () => {
      await pushAll(stack, [safety(lateComer, month)]);
      await eventually(10_000, async () => expect(await missingNow()).toEqual([missing(absent)]));
      expect((await cardOf(admin, { orgUnit: lateComer, period: month, dataset: 'campus-safety' })).late).toBe(true);
      await isWhole();
    }, 60_000);
  });

  describe('a target that is changed into the past', () => {
    const failing = reminded[0] ?? '';
    it('judges anew what it touches, though indicator dies between asking and judging', async () => {
      await pushAll(stack, [safety(failing, month, [guardsOnDuty(3, 4)])]);
      await eventually(10_000, async () => expect(await firing(stack)).toContain(`${failing} ${guards}`));
      changePack(join(stack.home, 'packs'), [
        [/^version: .*$/m, "version: '2023.4'"],
        [/^change: .*$/m, 'change: 保安配备率改为不低于 75%'],
        [/(id: safety-guard-staffing-rate\n[\s\S]*?comparator: )equals(\s+value: )'100'/, "$1at-least$2'75'"],
      ]);
      const dead = stack.dieAt('indicator.before-rejudge');
      await stack.kill('indicator');
      await dead;
      await stack.untilReady(30_000);
      await eventually(30_000, async () => expect(await firing(stack)).not.toContain(`${failing} ${guards}`));
      const cards = (await exported<Card>(stack, 'scorecards')).filter(({ kind }) => kind === 'scorecard');
      const again = cards.filter(({ cause }) => cause.startsWith('catalogue@')).map(({ orgUnit }) => orgUnit);
      expect(again).toContain(failing);
      await isWhole();
    }, 150_000);
  });
});

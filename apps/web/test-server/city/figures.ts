import { createHash } from 'node:crypto';
import { monthAt } from '../../src/format/month.ts';

/** One group of the demonstration with its members, as the packs name them. */
export type DemoGroup = {
  readonly id: string;
  readonly dataset: string;
  readonly pack: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly members: readonly { readonly id: string; readonly nameZh: string; readonly nameEn: string }[];
};

export const groups: readonly DemoGroup[] = [
  {
    id: 'four-100',
    dataset: 'campus-safety',
    pack: 'campus-safety',
    nameZh: '4个100%',
    nameEn: 'Four 100 %',
    members: [
      {
        id: 'safety-closed-management-rate',
        nameZh: '中小学幼儿园封闭化管理率',
        nameEn: 'Closed-campus management rate',
      },
      { id: 'safety-guard-staffing-rate', nameZh: '专职保安配备率', nameEn: 'Full-time guard staffing rate' },
      {
        id: 'safety-alarm-video-police-link-rate',
        nameZh: '一键式报警和视频监控与公安机关联网达标率',
        nameEn: 'One-key alarm and video linked to police',
      },
      { id: 'safety-guardian-post-rate', nameZh: '护学岗配备率', nameEn: 'School-guarding post rate' },
    ],
  },
  {
    id: 'four-coverage',
    dataset: 'canteen',
    pack: 'canteen',
    nameZh: '食堂“四个全覆盖”',
    nameEn: 'Four full coverages of canteens',
    members: [
      {
        id: 'jh-canteen-self-operation-rate',
        nameZh: '中小学校食堂自主经营覆盖率',
        nameEn: 'Self-operated canteens coverage',
      },
      {
        id: 'jh-canteen-bulk-purchase-rate',
        nameZh: '大宗物品集中采购及统一配送覆盖率',
        nameEn: 'Central purchasing and delivery of bulk goods',
      },
      {
        id: 'jh-canteen-off-campus-bidding-rate',
        nameZh: '校外供餐企业统一招标覆盖率',
        nameEn: 'Unified bidding of outside caterers',
      },
      { id: 'jh-canteen-smart-app-rate', nameZh: '使用“食堂智治”应用覆盖率', nameEn: 'Use of the smart-canteen app' },
    ],
  },
];

export type Submitted = {
  readonly revision: number;
  readonly receivedAt: number;
  readonly values: ReadonlyMap<string, 0 | 1>;
};

const unit = (text: string): number => createHash('sha1').update(text).digest().readUInt32BE(0) / 2 ** 32;
const oldestAge = 7;
const pad = (n: number): string => String(n).padStart(2, '0');
const monthNumber = (period: string): number => Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7));

/** What a school said in a month, or nothing; always the same for the same arguments. Schools get better over time. */
export function firstSubmission(school: string, group: DemoGroup, period: string): Submitted | undefined {
  const seed = `${school}|${group.dataset}`;
  const age = Math.max(0, monthNumber(monthAt(Date.now())) - monthNumber(period));
  if (age > oldestAge || unit(`${seed}|${period}|missing`) < 0.05) return undefined;
  const weakness = (group.pack === 'canteen' ? 0.05 : 0.025) + age * 0.009;
  const values = group.members.map(({ id }) => [id, unit(`${seed}|${id}`) < weakness ? 0 : 1] as const);
  const day = 2 + Math.floor(unit(`${seed}|${period}|day`) * 18);
  return {
    revision: 1,
    receivedAt: Math.min(
      Date.now() - 60_000,
      Date.parse(`${period}-${pad(day)}T01:30:00.000Z`) + Math.floor(unit(seed) * 3.6e7),
    ),
    values: new Map(values),
  };
}

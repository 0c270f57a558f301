import type {
  ChildView,
  CountOutliersResponse,
  ListReportingResponse,
  RollupCell,
  ScorecardView as ScorecardViewMessage,
  UnitFigures,
  VerdictItem,
} from '@xiaomai/contracts/scorecard';
import { Comparator, Severity } from '@xiaomai/contracts/catalogue';
import { Verdict as VerdictMessage } from '@xiaomai/contracts/scorecard';
import { comparatorToWire, severityToWire } from '../../catalogue/in/catalogue.rpc.ts';
import type { Verdict } from '../domain/judge.ts';
import type { RollupCell as Counts } from '../domain/rollup.ts';
import type { Language } from '../domain/wording/phrases.ts';
import type { DescribedVerdict } from '../flow/describe-verdict.ts';
import type { UnitBytes } from '../flow/below/list-figures.ts';
import type { Page } from '../flow/read-scorecards.ts';
import type { ScorecardView, UnitView } from '../flow/view-scorecards.ts';

const verdicts: Record<Verdict, VerdictMessage> = {
  met: VerdictMessage.MET,
  'at-risk': VerdictMessage.AT_RISK,
  breached: VerdictMessage.BREACHED,
  'no-data': VerdictMessage.NO_DATA,
  'not-applicable': VerdictMessage.NOT_APPLICABLE,
};

/** The language a question asks for; Chinese unless it is English. */
export const languageOf = (asked: string): Language => (asked === 'en' ? 'en' : 'zh');

/** A verdict as it travels. */
export const verdictMessage = (verdict: Verdict): VerdictMessage => verdicts[verdict];

/** A described verdict as it travels. */
export const itemMessage = (item: DescribedVerdict): VerdictItem => ({
  ...item,
  ...{ period: '', closedSince: '', reasonEn: '' },
  verdict: verdicts[item.verdict],
  comparator: item.comparator === undefined ? Comparator.UNSPECIFIED : comparatorToWire[item.comparator],
  severity: item.severity === undefined ? Severity.UNSPECIFIED : severityToWire[item.severity],
});

const countsMessage = (cell: Counts): RollupCell => ({
  ...cell,
  verdict: verdicts[cell.verdict],
  failing: [...cell.failing],
});

/** A view as it travels. */
export const viewMessage = (view: ScorecardView): ScorecardViewMessage => ({
  ...view,
  findings: [...view.findings],
  findingCounts: { ...view.findingCounts },
  items: view.items.map(itemMessage),
  groups: view.groups.map((group) => ({ ...group, verdict: verdicts[group.verdict], members: [...group.members] })),
  counts: view.counts.map(countsMessage),
});

/** A unit with its view as it travels. */
export const childMessage = ({ unit, view }: UnitView): ChildView => ({
  orgUnit: unit.id,
  name: unit.nameZh,
  type: unit.type,
  scorecard: view === undefined ? undefined : viewMessage(view),
});

const nothing = Buffer.alloc(0);

/** A unit with its scorecard as it is stored. */
export const figuresMessage = ({ unit, bytes = nothing }: UnitBytes): UnitFigures => ({
  orgUnit: unit.id,
  name: unit.nameZh,
  type: unit.type,
  scorecard: bytes,
});

/** How many figures lie far from those of their peers, as it travels. */
export const outliersMessage = (far: ReadonlyMap<string, number>): CountOutliersResponse => ({
  figures: [...far.values()].reduce((sum, count) => sum + count, 0),
  units: far.size,
});

/** A page of units as it travels. */
export const unitsMessage = ({ items, next }: Page<UnitView>): ListReportingResponse => ({
  units: items.map(childMessage),
  next,
});

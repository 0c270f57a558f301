import type { IndicatorRoster, RosterPart } from '../roster.ts';
import type { Section } from '../snapshot.ts';
import type { Block, Roster, RosterEntry } from './document.ts';
import { figureCell, typeWord } from './words.ts';

type Named = { readonly orgUnit: string };

/** Units that are members of the scope themselves stand together. */
function groupsOf<Entry extends Named>(
  parts: readonly RosterPart<Entry>[],
  entryOf: (unit: Entry) => RosterEntry,
): Roster['groups'] {
  const isOwn = (part: RosterPart<Entry>): boolean => part.units.every((unit) => unit.orgUnit === part.orgUnit);
  const areas = parts.filter((part) => !isOwn(part));
  const own = parts.filter(isOwn).flatMap((part) => part.units);
  const groups = areas.map(({ name, units }) => ({ title: name, units }));
  const all = own.length === 0 ? groups : [...groups, { title: areas.length === 0 ? '学校' : '直属学校', units: own }];
  return all.map(({ title, units }) => ({ title, count: `${units.length}所`, entries: units.map(entryOf) }));
}

const memberWord = (section: Section): string => typeWord(section.ranking[0]?.type ?? '');

function judgedRoster(roster: IndicatorRoster, section: Section): Roster {
  const unit = section.indicators.find((indicator) => indicator.indicator === roster.indicator)?.unit ?? '';
  return {
    kind: 'roster',
    caption: `${roster.name}：${roster.total}所`,
    groupHead: memberWord(section),
    groups: groupsOf(roster.parts, ({ name, figure, source }) => {
      const { text, note } = figureCell(figure, unit);
      return { text: name, note: `${text}${note ?? ''}`, href: source.trace };
    }),
  };
}

/** The units with one verdict, indicator by indicator. */
export function rosterBlocks(section: Section, rosters: readonly IndicatorRoster[], heading: string): readonly Block[] {
  if (rosters.length === 0) return [];
  return [{ kind: 'heading', level: 2, text: heading }, ...rosters.map((roster) => judgedRoster(roster, section))];
}

/** The units that are expected and have not come. */
export function missingBlocks(section: Section): readonly Block[] {
  const { reported, expected } = section.coverage;
  if (expected === reported) return [];
  const roster: Roster = {
    kind: 'roster',
    caption: `未报送学校：${expected - reported}所`,
    groupHead: memberWord(section),
    groups: groupsOf(section.missing, ({ name }) => ({ text: name, note: '' })),
  };
  return [{ kind: 'heading', level: 2, text: '未报送学校名单' }, ...(section.missing.length === 0 ? [] : [roster])];
}

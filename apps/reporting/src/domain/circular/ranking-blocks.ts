import type { Ranked } from '../ranking.ts';
import { percentText } from '../figure.ts';
import type { Section } from '../snapshot.ts';
import { barChart } from './bar-chart.ts';
import type { Bar, Block, Cell, Table } from './document.ts';
import { shareCell, shareNote, typeWord } from './words.ts';

const mostBars = 40;

const rankingRow = (row: Ranked): readonly Cell[] => [
  { text: row.name },
  { text: row.rank === null ? '—' : String(row.rank) },
  shareCell(row.met, row.whole),
  shareCell(row.met, row.judged),
  shareCell(row.reported, row.expected),
];

function rankingTable(ranking: readonly Ranked[], word: string): Table {
  return {
    kind: 'table',
    caption: `各${word}达标与报送情况`,
    columns: [
      { head: word, align: 'left', share: 30 },
      { head: '名次', align: 'center', share: 10 },
      { head: '综合达标率', align: 'right', share: 26 },
      { head: '达标率', align: 'right', share: 26 },
      { head: '报送率', align: 'right', share: 26 },
    ],
    bodies: [{ rows: ranking.map(rankingRow) }],
    note: '按综合达标率排名：达标数÷（已判定数＋未报数），未报送的按未达标计；达标率只计已判定的。并列者名次相同。',
  };
}

function rankingBar(row: Ranked): Bar {
  const text = `${percentText(row.met, row.whole)}${shareNote(row.met, row.whole)}`;
  return { label: row.name, part: row.met, whole: row.whole, text };
}

const mostNamed = 5;

/** The best and the last three ranks in words; not where ties would name a crowd. */
function extremes(ranked: readonly Ranked[]): readonly Block[] {
  const rankOf = (row: Ranked): number => row.rank ?? 0;
  const best = ranked.filter((row) => rankOf(row) <= 3);
  const last = ranked.filter((row) => ranked.filter((other) => rankOf(other) > rankOf(row)).length < 3);
  if (ranked.length < 6 || best.length > mostNamed || last.length > mostNamed) return [];
  const named = (rows: readonly Ranked[]): string =>
    rows.map((row) => `${row.name}${percentText(row.met, row.whole)}`).join('、');
  return [{ kind: 'paragraph', text: `综合达标率居前的是：${named(best)}；居后的是：${named(last)}。` }];
}

/** Units that report themselves: a share of one says nothing, so counts and words stand instead. */
function ownTable(ranking: readonly Ranked[], word: string): Table {
  return {
    kind: 'table',
    caption: `各${word}达标与报送情况`,
    columns: [
      { head: word, align: 'left', share: 56 },
      { head: '名次', align: 'center', share: 14 },
      { head: '达标/应判', align: 'center', share: 22 },
      { head: '报送', align: 'center', share: 22 },
    ],
    bodies: [
      {
        rows: ranking.map(({ name, rank, met, whole, reported }) => [
          { text: name },
          { text: rank === null ? '—' : String(rank) },
          { text: `${met}/${whole}` },
          { text: reported === 0 ? '未报送' : '已报送' },
        ]),
      },
    ],
    note: '按达标的指标组占应判指标组之比排名，未报送的按未达标计。并列者名次相同。',
  };
}

/** Who stands where among the units right below. */
export function rankingBlocks({ ranking, dataset }: Section): readonly Block[] {
  const [first] = ranking;
  if (first === undefined) return [];
  const word = typeWord(first.type);
  const heading: Block = { kind: 'heading', level: 2, text: `${word}排名` };
  if (ranking.every((row) => row.expected === 1)) return [heading, ownTable(ranking, word)];
  const ranked = ranking.filter((row) => row.rank !== null);
  const shown = ranked.slice(-mostBars);
  const part = shown.length < ranked.length ? `（末${mostBars}名）` : '';
  const bars = barChart(`ranking-${dataset}`, `各${word}综合达标率${part}`, shown.map(rankingBar));
  return [heading, ...extremes(ranked), rankingTable(ranking, word), ...(shown.length < 2 ? [] : [bars])];
}

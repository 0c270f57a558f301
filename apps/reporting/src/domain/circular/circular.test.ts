import { describe, expect, test } from '@jest/globals';
import { usualPlan } from '../demo-city.ts';
import { demoAsOfMs, demoFacts } from '../demo-facts.ts';
import type { ReportFacts } from '../snapshot.ts';
import { buildData, freeze } from '../snapshot.ts';
import { monthlyCircular } from './circular.ts';
import type { Block, ReportDocument } from './document.ts';

const circular = (facts: ReportFacts): ReportDocument =>
  monthlyCircular(freeze(buildData(facts), { edition: 1, asOfMs: demoAsOfMs, notice: null }), 'f'.repeat(64));

const city = circular(demoFacts(usualPlan));

const paragraphs = ({ blocks }: ReportDocument): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : []));

const headings = ({ blocks }: ReportDocument): readonly string[] =>
  blocks.flatMap((block) => (block.kind === 'heading' ? [block.text] : []));

const ofKind = <Kind extends Block['kind']>(
  document: ReportDocument,
  kind: Kind,
): readonly (Block & { kind: Kind })[] =>
  document.blocks.filter((block): block is Block & { kind: Kind } => block.kind === kind);

describe('the circular of a city', () => {
  test('begins with how much of the data has come', () => {
    expect(paragraphs(city)[0]).toBe(
      '数据截至2026年12月1日09:30，应报1445所，实报1405所，报送率97.23%（1405/1445），未报40所。',
    );
  });

  test('says each group with numerator and denominator', () => {
    expect(paragraphs(city)[1]).toContain(
      '“4个100%”已判定1405所，其中1345所的4项成员指标全部达标，达标率95.73%（1345/1405），判定为未达标。',
    );
  });

  test('has its chapters in order', () => {
    expect(headings(city)).toEqual([
      '一、总体情况',
      '二、校园安全月报',
      '（一）指标完成情况',
      '（二）区县排名',
      '（三）未达标学校名单',
      '（四）有风险学校名单',
      '（五）未报送学校名单',
      '三、预警处置情况',
      '附：数据来源与核验',
    ]);
  });

  test('every percentage stands with its numerator and denominator', () => {
    const cells = ofKind(city, 'table').flatMap((table) => table.bodies.flatMap((body) => body.rows.flat()));
    const rates = cells.filter((cell) => /^\d+(\.\d+)?%$/.test(cell.text));
    expect(rates.length).toBeGreaterThan(30);
    expect(rates.filter((cell) => !/^（\d+\/\d+）$/.test(cell.note ?? ''))).toEqual([]);
    const bars = ofKind(city, 'chart').flatMap((chart) => chart.bars);
    expect(bars.filter((bar) => !/^\d+(\.\d+)?%（\d+\/\d+）$/.test(bar.text))).toEqual([]);
  });

  test('an axis that does not begin at 0 says so', () => {
    for (const chart of ofKind(city, 'chart')) expect(chart.caption).toContain(`横轴自${chart.axisFrom}%起`);
    expect(ofKind(city, 'chart').map((chart) => chart.axisFrom)).toEqual([80, 80]);
  });

  test('a figure without a target is recorded, not judged', () => {
    const [table] = ofKind(city, 'table');
    const row = table?.bodies[0]?.rows.find((cells) => cells[0]?.text === '校园欺凌事件数');
    expect(row?.map((cell) => cell.text)).toEqual(['校园欺凌事件数', '—', '5', '仅记录', '↑1', '0所', '0所']);
  });

  test('the rosters hold each school of the lists once', () => {
    const entries = ofKind(city, 'roster').map((roster) => roster.groups.flatMap((group) => group.entries).length);
    expect(entries).toEqual([12, 24, 24, 12, 24, 14, 40]);
  });

  test('ends with what is needed to check it', () => {
    const checks = ofKind(city, 'table').find((table) => table.caption.endsWith('文件核验'));
    expect(checks?.bodies[0]?.rows.map((cells) => cells[1]?.text)).toEqual(['monthly|3307|2026-11|1', 'f'.repeat(64)]);
  });
});

describe('the circular of a town', () => {
  const facts = demoFacts({ ...usualPlan, schools: 90, failing: 12, missing: 6 });
  const [section] = facts.sections;
  const town = section?.members[2];
  if (section === undefined || town?.card === undefined) throw new Error('an empty city');
  const members = town.units.map((unit) => ({ ...unit, units: [unit] }));
  const document = circular({ ...facts, sections: [{ ...section, card: town.card, members }] });

  test('ranks its schools by words and counts, without a chart of ones and noughts', () => {
    const [, table] = ofKind(document, 'table');
    expect(table?.columns.map((column) => column.head)).toEqual(['学校', '名次', '达标/应判', '报送']);
    expect(ofKind(document, 'chart').map((chart) => chart.name)).toEqual(['members-campus-safety-four-100']);
  });

  test('lists its schools together, not each under its own name', () => {
    for (const roster of ofKind(document, 'roster'))
      expect(roster.groups.map((group) => group.title)).toEqual(['学校']);
  });
});

describe('a notice', () => {
  test('stands on the report whatever the rendering, and is part of what is frozen', () => {
    const notice = '演示数据，不是任何单位的真实数据';
    const snapshot = freeze(buildData(demoFacts(usualPlan)), { edition: 1, asOfMs: demoAsOfMs, notice });
    expect(monthlyCircular(snapshot, '').notice).toBe(notice);
    expect(city.notice).toBe('');
  });
});

describe('special months', () => {
  test('nothing failing, nothing missing, no alerts: no empty lists', () => {
    const perfect = demoFacts({ ...usualPlan, failing: 0, missing: 0, schools: 90 });
    const document = circular({ ...perfect, handling: { ...perfect.handling, open: [] } });
    expect(headings(document)).not.toContain('（三）未达标学校名单');
    expect(paragraphs(document)[0]).toContain('报送率100%（90/90），无未报。');
    expect(ofKind(document, 'roster').map((roster) => roster.caption)).toEqual([
      '表3　未成年人学校保护岗位设立率：1所',
    ]);
  });

  test('nothing has come at all: the report says so, with numbers instead of all the names', () => {
    const document = circular(demoFacts({ ...usualPlan, schools: 45, failing: 0, missing: 45 }));
    expect(paragraphs(document)[0]).toContain('应报45所，实报0所，报送率0%（0/45），未报45所。');
    expect(paragraphs(document)[1]).toBe('尚无学校报送，不作判定。');
    expect(paragraphs(document)).toContain('应报的45所均未报送，没有可以判定的数据。');
    expect(ofKind(document, 'roster')).toEqual([]);
    const [table] = ofKind(document, 'table');
    expect(table?.bodies[0]?.rows).toHaveLength(9);
  });

  test('more alerts than the list can hold are not passed off as all', () => {
    const facts = demoFacts(usualPlan);
    const [alert] = facts.handling.open;
    if (alert === undefined) throw new Error('no alert');
    const open = Array.from({ length: 500 }, (_, n) => ({ ...alert, id: `${alert.id}-${n}` }));
    const document = circular({ ...facts, handling: { ...facts.handling, open } });
    const tiles = ofKind(document, 'tiles').flatMap((block) => block.tiles);
    expect(tiles.at(-1)?.value).toBe('500条以上');
  });

  test('a school gets its own sheet', () => {
    const facts = demoFacts(usualPlan);
    const [section] = facts.sections;
    const unit = section?.members
      .flatMap((member) => member.units)
      .find((u) => u.card?.groups[0]?.verdict === 'breached');
    if (section === undefined || unit?.card === undefined) throw new Error('no failing school');
    const scope = { ...unit, path: 'cn/33/3307/330701/x/' };
    const document = circular({
      ...facts,
      scope,
      sections: [{ ...section, card: unit.card, monthBefore: undefined, members: [] }],
    });
    expect(document.title).toBe(`${unit.name}教育指标监测月度通报`);
    expect(paragraphs(document)[0]).toContain('应报1份，实报1份，报送率100%（1/1），无未报。');
    expect(paragraphs(document).join()).toContain('未达标指标：');
    expect(headings(document)).toEqual([
      '一、总体情况',
      '二、校园安全月报',
      '（一）指标完成情况',
      '三、预警处置情况',
      '附：数据来源与核验',
    ]);
  });
});

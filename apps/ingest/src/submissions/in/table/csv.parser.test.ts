import { describe, expect, test } from '@jest/globals';
import { csvRows, type Row } from './csv.parser.ts';

async function read(text: string | Buffer, charset?: string): Promise<readonly Row[] | string> {
  const rows: Row[] = [];
  for await (const piece of csvRows(Buffer.from(text as string), charset)) {
    if (!piece.ok) return `${piece.reason.reason} ${String(piece.reason.line)}`;
    rows.push(...piece.value);
  }
  return rows;
}

const cells = async (text: string): Promise<readonly (readonly string[])[] | string> => {
  const rows = await read(text);
  return typeof rows === 'string' ? rows : rows.map((row) => row.cells);
};

describe('quoting', () => {
  test.each<[string, string, readonly (readonly string[])[]]>([
    [
      'a comma in quotes',
      'a,b\n"1,2",3\n',
      [
        ['a', 'b'],
        ['1,2', '3'],
      ],
    ],
    [
      'empty cells',
      'a,b,c\n1,"",""\n2,3,4\n',
      [
        ['a', 'b', 'c'],
        ['1', '', ''],
        ['2', '3', '4'],
      ],
    ],
    [
      'quotes in quotes',
      'a,b\n1,"ha ""ha"" ha"\n',
      [
        ['a', 'b'],
        ['1', 'ha "ha" ha'],
      ],
    ],
    [
      'quotes and line ends',
      'a,b\n1,"ha \n""ha"" \nha"\n3,4\n',
      [
        ['a', 'b'],
        ['1', 'ha \n"ha" \nha'],
        ['3', '4'],
      ],
    ],
    [
      'JSON in a cell',
      'k,v\n1,"{""type"": ""Point"", ""at"": [1, 2]}"\n',
      [
        ['k', 'v'],
        ['1', '{"type": "Point", "at": [1, 2]}'],
      ],
    ],
    [
      'a quoted last cell without line end',
      'a,b\n1,"2"',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'line ends of other systems',
      'a,b\r\n1,"x\r\ny"\r\n2,3\r\n',
      [
        ['a', 'b'],
        ['1', 'x\ny'],
        ['2', '3'],
      ],
    ],
    [
      'line ends of old systems',
      'a,b\r1,2\r3,4',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'other scripts',
      'a,b\n学校,ʤ\n',
      [
        ['a', 'b'],
        ['学校', 'ʤ'],
      ],
    ],
    ['rows of any length', 'a,b\n1\n1,2,3\n', [['a', 'b'], ['1'], ['1', '2', '3']]],
  ])('%s', async (_what, text, expected) => {
    expect(await cells(text)).toEqual(expected);
  });
});

describe('lines', () => {
  test('a row is on the line it begins on, whatever its cells and the blank rows before it', async () => {
    const rows = await read('a,b\n\n1,"x\ny\nz"\n , \n2,3\n');
    expect(typeof rows === 'string' ? rows : rows.map(({ line }) => line)).toEqual([1, 3, 7]);
  });

  test('a text of many pieces is read as one', async () => {
    const text = Array.from({ length: 60_000 }, (_, n) => `${String(n)},"学校 ""${String(n)}"", 一\n二"`).join('\r\n');
    const rows = await read(text);
    if (typeof rows === 'string') throw new Error(rows);
    expect(rows).toHaveLength(60_000);
    expect(
      rows.every(
        ({ line, cells: [first, second] }, n) =>
          line === 2 * n + 1 && first === String(n) && second === `学校 "${first}", 一\n二`,
      ),
    ).toBe(true);
  });

  test.each([
    ['a,b\n1,"2\n', 'malformed-csv 2'],
    ['a,b\n1,2\n3,"4"5\n6,7\n', 'malformed-csv 3'],
    [`a,b\n1,"${'x'.repeat(400_000)}`, 'line-too-long 2'],
  ])('a faulty text names its line (%#)', async (text, expected) => {
    expect(await read(text)).toBe(expected);
  });
});

describe('encodings', () => {
  const chinese = Buffer.from('d1a7d0a3', 'hex'); // 学校
  const gb = Buffer.concat([chinese, Buffer.from(',b\n1,2\n')]);

  test('the mark of UTF-8 is no part of the first cell', async () => {
    expect(await cells('\uFEFFa,b\n')).toEqual([['a', 'b']]);
  });

  test.each([undefined, 'gbk', 'gb2312', 'gb18030'])(
    'what is not UTF-8 is read as GB18030 (charset %s)',
    async (charset) => {
      const rows = await read(gb, charset);
      expect(typeof rows === 'string' ? rows : rows[0]?.cells).toEqual(['学校', 'b']);
    },
  );

  test('characters of four bytes are kept', async () => {
    const rows = await read(Buffer.concat([Buffer.from('9834ee37', 'hex'), chinese]));
    expect(typeof rows === 'string' ? rows : rows[0]?.cells[0]?.endsWith('学校')).toBe(true);
  });

  test('what is neither is refused', async () => {
    expect(await read(Buffer.from([0x61, 0xff, 0xff, 0x0a]))).toBe('malformed-encoding 1');
    expect(await read(Buffer.from('d6dcc6da', 'hex'), 'utf-8')).toBe('malformed-encoding 1'); // 周期 in GBK
  });
});

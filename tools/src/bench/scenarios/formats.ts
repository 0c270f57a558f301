import type { Form } from '../load/http/request.ts';
import { aims } from '../report/aims.ts';
import { measure, type Bench } from './bench.ts';
import { fullLoad } from './throughput.ts';

const valuesEach = 8;
const upload = 100_000;
const longSeconds = 600;

const uploads: readonly (readonly [form: Form, label: string, values: number])[] = [
  ['ndjson', '一次上传十万个值 100,000 values in one upload, NDJSON', upload],
  ['csv', '  CSV', upload],
  ['xlsx', '  Excel, 2,000 schools (16,000)', 16_000],
  // A ratio is two data values there, so that half as many fit in what DHIS2 sends at once.
  ['dhis2', '  DHIS2 dataValueSets (40,000)', 40_000],
];

/** How long one large upload takes until its answer, and how many values a second each format brings to the end. */
export async function measureFormats(bench: Bench): Promise<void> {
  const { product, report } = bench;
  if (product === undefined) return;
  for (const [form, label, values] of uploads) {
    const size = values / valuesEach;
    const limits = { seconds: longSeconds, most: size };
    const command = { ...fullLoad({ form }, limits), connections: 1, size, breachEvery: 0 };
    const { result, perSecond } = await measure(bench, product, { title: `upload ${form}`, command });
    report.rows.push(
      { id: `upload-${form}`, label, unit: 's', product: result.loadSeconds, aim: aims.uploadSeconds },
      { id: `upload-${form}-values`, label: '    到屏幕为止 end to end', unit: '/s', product: perSecond * valuesEach },
    );
  }
}

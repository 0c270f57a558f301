import { describe } from '@jest/globals';
import { memoryReportStore } from './memory-report-store.ts';
import { describeReportStore } from './report-store-contract.ts';

describe('reports in memory', () => {
  describeReportStore(() => Promise.resolve(memoryReportStore()));
});

export { deciding, type Decider, type Scenario } from './given.ts';
export {
  golden,
  type BaseCase,
  type ConjunctionCase,
  type FindingCase,
  type GoldenFigure,
  type GroupCase,
  type JudgingCase,
  type OutlierCase,
  type RollupCase,
} from './golden.ts';
export { until } from './until.ts';

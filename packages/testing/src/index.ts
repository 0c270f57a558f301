export { deciding, type Decider, type Scenario } from './given.ts';
export { until } from './until.ts';

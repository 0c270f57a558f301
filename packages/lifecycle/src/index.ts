export { armCrashPoint, crashPoint } from './crash-point.ts';
export { run, type Resources } from './run.ts';

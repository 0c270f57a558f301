export { createApp } from './app.ts';
export { startOpsServer, type OpsOptions } from './ops-server.ts';
export { problem, sendProblem, type Problem, type ProblemFault } from './problem.ts';
export { listen, type RunningServer } from './listen.ts';

import { runJob, type Job } from './job.ts';

// One job, then the end. What it costs is bounded from outside: memory, time, and no way to write, spawn or load.
process.once('message', (job) => {
  void runJob(job as Job).then((done) => {
    process.send?.(done, () => process.exit(0));
  });
});

import { constants } from 'node:os';
import { readSettings } from './config.ts';
import { runXiaomai } from './service.ts';

// Whoever reads has what it wanted, as `head` has: ended as the system ends others then.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(128 + constants.signals.SIGPIPE);
  throw error;
});
process.exitCode = await runXiaomai(process.argv.slice(2), readSettings());

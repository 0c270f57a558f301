import { groups } from './city/figures.ts';
import { startTestServer } from './server.ts';
import { schoolsBelow } from './city/tree.ts';

// Usage: node apps/web/test-server/main.ts [port] [built console]; a school says something new every few seconds.
const [port = '8099', webDir = 'apps/web/dist/site'] = process.argv.slice(2);
const { url, world } = await startTestServer(webDir, Number(port));
console.log(`mock gateway: ${url} (tokens: demo-staff-city, demo-leader-city, demo-staff-district, demo-admin)`);

const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(Math.random() * from.length)];

setInterval(() => {
  const school = pick(schoolsBelow('cn/'));
  const indicator = pick(groups.flatMap(({ members }) => members));
  if (school !== undefined && indicator !== undefined) world.say(school.id, indicator.id, Math.random() < 0.4 ? 0 : 1);
}, 4_000);
